import i18n from 'i18next';
import { ApiError, type Values } from '../api/problem';
import type { FaultCode } from '../api/types';
import { formatter } from '../lib/format';
import { isLanguage, type Translate } from '../lib/i18n';
import { shown } from './reasons/shown';

/** What went wrong and what to do, in one sentence. */
export function failureText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('failure.unknown');
  const text = error.wording === undefined ? null : wordingText(t, `problem.${error.wording}`, error.args);
  if (text !== null) return text;
  // What has no name in the server is told by its sentence.
  if (error.failure === 'invalid') return error.detail ?? t('failure.invalid');
  return t(`failure.${error.failure}`);
}

/** A sentence by its name, in the reader's language; null where this console has none of that name. */
export function wordingText(t: Translate, key: `problem.${FaultCode}`, args: Values): string | null {
  const format = formatter(isLanguage(i18n.language) ? i18n.language : 'en');
  const text = t(key, Object.fromEntries(Object.entries(args).map(([value, of]) => [value, shown(format, value, of)])));
  return text === key ? null : text;
}
