import type { EventRefusalPage, Refused } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import { said } from '../apart';
import { shown } from './shown';

/** Why something of a file was refused, in the reader's language. A reason that has no text here is said as the server said it. */
export function why(t: Translate, format: Formatter, refused: Refused) {
  return whyText(t, format, refused) ?? said(refused.reason);
}

export function whyText(t: Translate, format: Formatter, { code, args }: Refused): string | null {
  if (code === null) return null;
  return filled(t, format, `refusal.${code}`, args);
}

type EventRefusal = Pick<EventRefusalPage['items'][number], 'code' | 'args' | 'reason'>;

/** Why an event was refused, or all that was sent with it, as above. */
export function whyEvent(t: Translate, format: Formatter, refused: EventRefusal) {
  return whyEventText(t, format, refused) ?? said(refused.reason);
}

export function whyEventText(t: Translate, format: Formatter, { code, args }: EventRefusal): string | null {
  return args === null ? null : filled(t, format, `refusal.${code}`, args);
}

function filled(t: Translate, format: Formatter, key: `refusal.${EventRefusal['code'] | NonNullable<Refused['code']>}`, args: Refused['args']): string | null {
  const values = Object.entries(args).map(([name, value]) => [name, expected(t, name, value) ?? shown(format, name, value)]);
  const text = t(key, Object.fromEntries(values));
  return text === key ? null : text;
}

/** Kinds of values have names in words. */
function expected(t: Translate, name: string, value: string): string | undefined {
  return name === 'expected' && (value === 'text' || value === 'id' || value === 'object') ? t(`refusal.expected.${value}`) : undefined;
}
