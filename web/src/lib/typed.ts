import { type Language, languages } from './i18n';
import { type CurrencyLike, parseTyped, toDecimalText } from './money';

/** How a number is typed: a share as per cent, money in major units, anything else as it is. */
export type TypedUnit = 'percent' | 'money' | 'count';

export type Bounds = { low: number; high: number };

/** What was typed, as the server takes it (ratio, minor units, number); null when it is none or out of bounds. */
export function typedValue(text: string, unit: TypedUnit, currency: CurrencyLike, { low, high }: Bounds, language: Language): number | null {
  const typed = parseTyped(text.trim(), languages[language].decimal);
  if (typed === null) return null;
  // Twelve digits: 7.3 % is 0.073 and not 0.07299999999999999.
  const value = unit === 'percent' ? Number((typed / 100).toPrecision(12)) : unit === 'money' ? Math.round(typed * 10 ** currency.digits) : typed;
  return value < low || value > high ? null : value;
}

/** A value as a person would type it, in the reader's digits. */
export function typedText(value: number, unit: TypedUnit, currency: CurrencyLike, language: Language): string {
  return localDigits(plainText(value, unit, currency), language);
}

function plainText(value: number, unit: TypedUnit, currency: CurrencyLike): string {
  if (unit === 'money') return toDecimalText(value, currency.digits).replace(/\.0+$/, '');
  const shown = unit === 'percent' ? value * 100 : value;
  return String(Number(shown.toFixed(Math.abs(shown) < 1000 ? 2 : 0)));
}

export function localDigits(plain: string, language: Language): string {
  if (language !== 'fa') return plain.replace('.', languages[language].decimal);
  return plain.replaceAll(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit))).replace('.', '٫');
}
