import i18n from 'i18next';
import { ApiError, type Values } from '../api/problem';
import type { FaultCode, FieldCode } from '../api/types';
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

type OfField = Extract<FieldCode, `decision.${string}` | `view.${string}` | `list.${string}`>;

/** What is wrong with single fields, in the reader's language; none where the server has no name for it, or this console no text. */
export function fieldTexts(t: Translate, error: unknown): string[] {
  if (!(error instanceof ApiError)) return [];
  const format = formatter(isLanguage(i18n.language) ? i18n.language : 'en');
  const texts = error.fields.map(({ code, args = {} }) => {
    if (code === undefined || code === null || !isOfField(code)) return null;
    const key = `field.${code}` as const;
    const text = t(key, Object.fromEntries(Object.entries(args).map(([name, value]) => [name, shown(format, name, value)])));
    return text === key ? null : text;
  });
  return texts.every((text) => text !== null) ? texts : [];
}

function isOfField(code: FieldCode): code is OfField {
  return ['decision.', 'view.', 'list.'].some((start) => code.startsWith(start));
}

/** A sentence by its name, in the reader's language; null where this console has none of that name. */
export function wordingText(t: Translate, key: `problem.${FaultCode}`, args: Values): string | null {
  const format = formatter(isLanguage(i18n.language) ? i18n.language : 'en');
  const text = t(key, Object.fromEntries(Object.entries(args).map(([value, of]) => [value, shown(format, value, of)])));
  return text === key ? null : text;
}
