import { expect, it } from 'vitest';
import { bytesText } from './bytes';

it('a size is told in the unit that leaves few digits', () => {
  expect(bytesText('en', 0)).toBe('0 byte');
  expect(bytesText('en', 999)).toBe('999 byte');
  expect(bytesText('en', 3_140_000)).toBe('3.1 MB');
  expect(bytesText('en', 200_000_000)).toBe('200 MB');
  expect(bytesText('en', 4_000_000_000_000)).toBe('4,000 GB');
  expect(bytesText('fa', 3_140_000)).toMatch(/۳٫۱/);
});
