import { ApiError } from '../api/problem';
import type { Translate } from '../lib/i18n';

/** Problems of the server that have a sentence of their own here, in every language. */
const sentences = {
  'access.csrf_missing': 'failure.stale',
  'http.query_invalid': 'failure.invalid',
  'insight.as_of_too_late': 'failure.asOfTooLate',
  'insight.compare_not_before': 'failure.compareNotBefore',
  'insight.target_unusable': 'failure.targetUnusable',
  'insight.no_model': 'failure.noModel',
  'insight.no_repeat_customers': 'failure.noRepeat',
  'insight.no_model_fits': 'failure.noModelFits',
  'insight.orders_in_future': 'failure.ordersInFuture',
} as const;

/** What went wrong and what to do, in one sentence. */
export function failureText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('failure.unknown');
  const known = Object.entries(sentences).find(([code]) => code === error.code);
  if (known !== undefined) return t(known[1]);
  // Of a request that it refuses the server knows better than this console what is wrong with it.
  if (error.failure === 'invalid') return error.detail ?? t('failure.invalid');
  return t(`failure.${error.failure}`);
}
