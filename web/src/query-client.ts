import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/problem';
import { unreachable } from './api/standing';

let onExpired: () => void = () => undefined;

/** What to do when the server no longer knows the session. */
export function whenSessionExpires(handler: () => void): void {
  onExpired = handler;
}

/** Questions whose failures are dealt with where they are asked. */
const own: readonly unknown[] = ['session', 'sign-in', 'notifications'];

function watch(error: Error, key: readonly unknown[] | undefined): void {
  if (own.includes(key?.[0]) || !(error instanceof ApiError)) return;
  if (error.failure === 'unauthorized') onExpired();
  if (error.failure === 'unreachable') void unreachable();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => watch(error, query.queryKey) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => watch(error, mutation.options.mutationKey),
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 1 && error instanceof ApiError && error.failure === 'server',
    },
  },
});
