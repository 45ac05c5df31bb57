import { describe, expect, it } from 'vitest';
import { typedText, typedValue } from './typed';

const currency = { code: 'GBP', digits: 2 };
const share = { low: 0, high: 1 };

describe('a typed number', () => {
  it('is a ratio, minor units, or itself', () => {
    expect(typedValue('7.3', 'percent', currency, share, 'en')).toBe(0.073);
    expect(typedValue('1,234.5', 'money', currency, { low: 0, high: 1e9 }, 'en')).toBe(123_450);
    expect(typedValue('5', 'count', currency, { low: 1, high: 30 }, 'en')).toBe(5);
  });

  it('may be Persian', () => {
    expect(typedValue('۷٫۳', 'percent', currency, share, 'fa')).toBe(0.073);
  });

  it('has a decimal comma where the language writes one', () => {
    expect(typedValue('7,3', 'percent', currency, share, 'ru')).toBe(0.073);
    expect(typedValue('7.3', 'percent', currency, share, 'bg')).toBe(0.073);
    expect(typedText(0.129_449, 'percent', currency, 'nb')).toBe('12,94');
  });

  it('is refused outside its bounds, and when it is none', () => {
    expect(typedValue('101', 'percent', currency, share, 'en')).toBeNull();
    expect(typedValue('many', 'count', currency, { low: 0, high: 9 }, 'en')).toBeNull();
    expect(typedValue('', 'count', currency, { low: 0, high: 9 }, 'en')).toBeNull();
  });

  it('is shown as it is typed', () => {
    expect(typedText(0.129_449, 'percent', currency, 'en')).toBe('12.94');
    expect(typedText(0.1, 'percent', currency, 'fa')).toBe('۱۰');
    expect(typedText(123_450, 'money', currency, 'en')).toBe('1234.50');
    expect(typedText(5878.4, 'count', currency, 'en')).toBe('5878');
    expect(typedText(-0.055, 'percent', currency, 'fa')).toBe('-۵٫۵');
  });
});
