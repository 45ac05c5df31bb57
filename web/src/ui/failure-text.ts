import { ApiError } from '../api/problem';
import type { Translate } from '../lib/i18n';

/** What went wrong and what to do, in one sentence. The server's own sentence is used where it knows better. */
export function failureText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('failure.unknown');
  if (error.failure === 'invalid') return error.detail ?? t('failure.invalid');
  return t(`failure.${error.failure}`);
}
