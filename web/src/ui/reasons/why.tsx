import type { Refused } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import { said } from '../apart';

/** Why something of a file was refused, in the reader's language. A reason that has no text here is said as the server said it. */
export function why(t: Translate, format: Formatter, refused: Refused) {
  return whyText(t, format, refused) ?? said(refused.reason);
}

export function whyText(t: Translate, format: Formatter, { code, args }: Refused): string | null {
  if (code === null) return null;
  const key = `refusal.${code}` as const;
  const values = Object.entries(args).map(([name, value]) => [name, shown(format, name, value)]);
  const text = t(key, Object.fromEntries(values));
  return text === key ? null : text;
}

const counts = new Set(['cells', 'columns', 'item', 'line', 'most']);

/** Numbers and days are the reader's; all else stands as the file has it or should have it, in its own direction. */
function shown(format: Formatter, name: string, value: string): string {
  if (counts.has(name)) return format.number(Number(value));
  return name === 'start' ? format.date(value) : `\u2068${value}\u2069`;
}
