import { ApiError } from '../api/problem';

/** Whether a report waits for a model to be fitted: no failure, but a first step that is missing. */
export function noModelYet(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'insight.no_model';
}
