import i18n from 'i18next';
import type { FieldProblem } from '../../api/problem';
import type { FieldCode } from '../../api/types';
import { formatter } from '../../lib/format';
import { isLanguage, type Translate } from '../../lib/i18n';
import { shown } from '../../ui/reasons/shown';

type OfDefinition = Extract<FieldCode, `definition.${string}`>;

/** What is wrong with a part of a definition, in the reader's language. */
export function fieldText(t: Translate, { message, code, args = {} }: FieldProblem): string {
  if (code === undefined || code === null || !isOfDefinition(code)) return message;
  const format = formatter(isLanguage(i18n.language) ? i18n.language : 'en');
  const text = t(code, Object.fromEntries(Object.entries(args).map(([name, value]) => [name, shown(format, name, value)])));
  return text === code ? message : text;
}

function isOfDefinition(code: FieldCode): code is OfDefinition {
  return code.startsWith('definition.');
}
