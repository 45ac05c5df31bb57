import type { EventRefusalPage, Refused } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import { said } from '../apart';

/** Why something of a file was refused, in the reader's language. A reason that has no text here is said as the server said it. */
export function why(t: Translate, format: Formatter, refused: Refused) {
  return whyText(t, format, refused) ?? said(refused.reason);
}

export function whyText(t: Translate, format: Formatter, { code, args }: Refused): string | null {
  if (code === null) return null;
  return filled(t, format, `refusal.${code}`, args);
}

type EventRefusal = Pick<EventRefusalPage['items'][number], 'code' | 'args' | 'reason'>;

/** Why an event was refused, as above. What is refused as a whole is said as the server said it. */
export function whyEvent(t: Translate, format: Formatter, refused: EventRefusal) {
  return whyEventText(t, format, refused) ?? said(refused.reason);
}

export function whyEventText(t: Translate, format: Formatter, { code, args }: EventRefusal): string | null {
  return args === null || !isOfEvent(code) ? null : filled(t, format, `refusal.${code}`, args);
}

type OfEvent = Extract<EventRefusal['code'], `event.${string}`>;

function isOfEvent(code: EventRefusal['code']): code is OfEvent {
  return code.startsWith('event.');
}

function filled(t: Translate, format: Formatter, key: `refusal.${OfEvent | NonNullable<Refused['code']>}`, args: Refused['args']): string | null {
  const values = Object.entries(args).map(([name, value]) => [name, shown(t, format, name, value)]);
  const text = t(key, Object.fromEntries(values));
  return text === key ? null : text;
}

const counts = new Set(['bytes', 'cells', 'columns', 'item', 'line', 'most']);

/** Numbers, days and kinds of values are the reader's; all else stands as it was or should be sent, in its own direction. */
function shown(t: Translate, format: Formatter, name: string, value: string): string {
  if (counts.has(name)) return format.number(Number(value));
  if (name === 'expected' && (value === 'text' || value === 'id' || value === 'object')) return t(`refusal.expected.${value}`);
  return name === 'start' ? format.date(value) : `\u2068${value}\u2069`;
}
