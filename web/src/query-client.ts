import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/problem';

let onExpired: () => void = () => undefined;

/** Set once by the router: what to do when the server no longer knows the session. */
export function whenSessionExpires(handler: () => void): void {
  onExpired = handler;
}

function watch(error: Error, key: readonly unknown[] | undefined): void {
  const expected = key?.[0] === 'session' || key?.[0] === 'sign-in';
  if (!expected && error instanceof ApiError && error.failure === 'unauthorized') onExpired();
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
