export type CurrencyLike = { readonly code: string; readonly digits: number };

/** Minor units to the number that `Intl` formats. Only for showing: nothing is computed with the result. */
export function toMajor(minor: number, digits: number): number {
  return minor / 10 ** digits;
}

/** Minor units as an exact plain decimal (`-1234` of two digits is `-12.34`), for files that other programs read. */
export function toDecimalText(minor: number, digits: number): string {
  const whole = Math.round(minor);
  const text = String(Math.abs(whole)).padStart(digits + 1, '0');
  const sign = whole < 0 ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * What a person typed (either digits, grouping, any sign of a fraction) as a number, or null when it is none. Of a comma
 * and a point the later one begins the fraction; a comma alone groups thousands where the language writes a decimal
 * point, and begins the fraction where it writes a decimal comma.
 */
export function parseTyped(text: string, decimal: '.' | ','): number | null {
  const latin = text
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[−\u2010-\u2013]/g, '-')
    .replace(/[\s٬'’_\u200e\u200f\u202f\u00a0]/g, '')
    .replace(/٫/g, '.');
  const comma = latin.includes('.') ? latin.lastIndexOf(',') > latin.lastIndexOf('.') : decimal === ',';
  const plain = comma ? latin.replaceAll('.', '').replace(',', '.') : latin.replaceAll(',', '');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}
