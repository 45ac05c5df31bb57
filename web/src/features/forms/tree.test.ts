import { describe, expect, it } from 'vitest';
import { at, changed, isShown, moved, ownWords, placeOf, shownWords, withWords, without } from './tree';

const form = { title: 'Hello', languages: ['en', 'fa'], questions: [{ id: 'a', unknown: 1 }, { id: 'b' }] };

describe('a definition', () => {
  it('keeps what is not changed, also what the editor does not know', () => {
    const next = changed(form, ['questions', 0, 'label'], 'First');
    expect(next).toEqual({ ...form, questions: [{ id: 'a', unknown: 1, label: 'First' }, { id: 'b' }] });
    expect(form.questions[0]).toEqual({ id: 'a', unknown: 1 });
    expect(changed(next, ['questions', 0, 'label'], undefined)).toEqual(form);
    expect(changed({}, ['quiz', 'terms', 0, 'label'], 'x')).toEqual({ quiz: { terms: [{ label: 'x' }] } });
  });

  it('names places as the server does', () => {
    expect(placeOf(['questions', 2, 'options', 0, 'value'])).toBe('questions[2].options[0].value');
    expect(placeOf(['title'])).toBe('title');
    expect(at(form, ['questions', 1, 'id'])).toBe('b');
    expect(at(form, ['questions', 7, 'id'])).toBeUndefined();
  });

  it('moves and removes items', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c']);
  });
});

describe('texts', () => {
  it('are one text, or one a language', () => {
    expect(withWords({ title: 'Hello' }, ['title'], 'en', 'Hi')).toEqual({ title: 'Hi' });
    expect(withWords(form, ['title'], 'fa', 'سلام')['title']).toEqual({ en: 'Hello', fa: 'سلام' });
    expect(withWords(form, ['title'], 'en', '')['title']).toBeUndefined();
  });

  it('are edited in their own language and shown in the nearest', () => {
    expect(ownWords(form, ['title'], 'en')).toBe('Hello');
    expect(ownWords(form, ['title'], 'fa')).toBe('');
    expect(shownWords(form, ['title'], 'fa')).toBe('Hello');
  });
});

it('a question is shown when an earlier one was answered so', () => {
  const question = { show_if: { question: 'call', is_one_of: ['yes'] } };
  expect(isShown(question, {})).toBe(false);
  expect(isShown(question, { call: ['yes'] })).toBe(true);
  expect(isShown({}, {})).toBe(true);
});
