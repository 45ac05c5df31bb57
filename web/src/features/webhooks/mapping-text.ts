import type { FieldCode, MappingTrial } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import { shown } from '../../ui/reasons/shown';

type OfMapping = Extract<FieldCode, `mapping.${string}`>;

/** What is wrong at a place of a mapping, in the reader's language; null where this console has no text for it. */
export function mappingText(t: Translate, format: Formatter, { code, args }: MappingTrial['problems'][number]): string | null {
  if (!isOfMapping(code)) return null;
  const text = t(code, Object.fromEntries(Object.entries(args).map(([name, value]) => [name, shown(format, name, value)])));
  return text === code ? null : text;
}

function isOfMapping(code: FieldCode): code is OfMapping {
  return code.startsWith('mapping.');
}
