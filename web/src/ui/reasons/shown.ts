import type { Formatter } from '../../lib/format';

const counts = new Set([
  'bytes', 'cells', 'character', 'columns', 'customers', 'digits', 'events', 'given', 'hours', 'item', 'least', 'limit_mb', 'line', 'most', 'most_mb', 'now', 'number', 'orders', 'places',
  'read', 'refused', 'rows', 'seconds', 'version', 'yours',
]);
const days = new Set(['as_of', 'compare', 'from', 'last', 'start', 'today', 'until']);

/** A value in a sentence: numbers and days are the reader's; all else stands as it was or should be sent, in its own direction. */
export function shown(format: Formatter, name: string, value: string): string {
  if (counts.has(name) && /^\d+$/.test(value)) return format.number(Number(value));
  if (days.has(name) && /^\d{4}-\d\d-\d\d$/.test(value)) return format.date(value);
  return `\u2068${value}\u2069`;
}
