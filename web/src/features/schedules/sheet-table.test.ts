import { expect, it } from 'vitest';
import { formatter } from '../../lib/format';
import { dayText, numberText } from './sheet-table';

it('writes amounts with their digits, and other numbers with as many as tell something', () => {
  const format = formatter('en');
  expect(numberText(format, '1234.50')).toBe('1,234.50');
  expect(numberText(format, '-3')).toBe('-3');
  expect(numberText(format, '0.123456')).toBe('0.1235');
  expect(numberText(format, '12.3456')).toBe('12.35');
  expect(numberText(format, '12345678901234567890')).toBeUndefined();
});

it('writes days and months as their readers do, and what is neither as it is', () => {
  const [en, fa] = [formatter('en'), formatter('fa')];
  expect(dayText(en, '2011-07-31')).toBe(en.date('2011-07-31'));
  expect(dayText(fa, '2011-07-31')).toMatch(/۱۳۹۰/);
  expect(dayText(fa, '2011-07')).toMatch(/۲۰۱۱/);
  expect(dayText(fa, '+12011-07-31')).toBe('+12011-07-31');
});
