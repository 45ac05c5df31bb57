import { expect, it } from 'vitest';
import { asKind, freeId } from './question-kinds';

it('a question that becomes another kind keeps what that kind knows', () => {
  const choice = { id: 'a', type: 'one_of', label: 'A', required: true, options: [{ value: 'x' }] };
  expect(asKind(choice, 'many_of')).toEqual({ ...choice, type: 'many_of' });
  expect(asKind(choice, 'email')).toEqual({ id: 'a', type: 'email', label: 'A', required: true });
  expect(asKind(choice, 'hidden')).toEqual({ id: 'a', type: 'hidden', label: 'A', parameter: 'utm_source' });
  expect(asKind({ id: 'n', type: 'number', min: 1, wants: { price: true } }, 'yes_no')).toEqual({ id: 'n', type: 'yes_no' });
});

it('a new id is nobody else’s', () => {
  expect(freeId(['question_2'])).toBe('question_3');
  expect(freeId([])).toBe('question_1');
});
