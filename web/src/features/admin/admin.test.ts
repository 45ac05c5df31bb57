import { expect, it } from 'vitest';
import { firstPassword } from './password';
import { sizeText } from './size';

it('a first password is long, in groups, and never the same', () => {
  const drawn = Array.from({ length: 50 }, firstPassword);
  for (const password of drawn) expect(password).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
  expect(new Set(drawn).size).toBe(50);
});

it('a size is told in the largest unit that leaves a figure before the point', () => {
  expect(sizeText(0, 'en')).toBe('0 byte');
  expect(sizeText(1536, 'en')).toBe('1.5 kB');
  expect(sizeText(320_000_000, 'en')).toBe('305 MB');
  expect(sizeText(3 * 2 ** 40, 'en')).toBe('3 TB');
});
