import { ApiError } from '../../api/problem';
import type { Translate } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';

/** What is wrong with a file or a step and what to do, and what a library or the machine said of it. */
export function problemText(t: Translate, error: unknown): { text: string; detail: string | undefined } {
  return { text: failureText(t, error), detail: error instanceof ApiError ? error.said : undefined };
}
