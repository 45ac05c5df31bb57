import { expect, it } from 'vitest';
import { matches } from './plain';

it('every word that is looked for begins a word, without case and accents', () => {
  expect(matches('Value and equity', 'eq val')).toBe(true);
  expect(matches('Value and equity', 'quity')).toBe(false);
  expect(matches('Lønnsomhet på ÅRET', 'aret')).toBe(true);
  expect(matches('مشتريان', 'مشتریان')).toBe(true);
  expect(matches('کوهورت‌ها', 'ها')).toBe(true);
  expect(matches('Anything', '')).toBe(true);
});
