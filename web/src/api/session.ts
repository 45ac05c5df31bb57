import { queryOptions } from '@tanstack/react-query';
import { api, rememberCsrfToken, required } from './client';
import type { Session, SignIn } from './types';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session> => remember(required(await api.GET('/api/v1/session', { signal }))),
  staleTime: Infinity,
});

export async function signIn(body: SignIn): Promise<Session> {
  return remember(required(await api.POST('/api/v1/session', { body })));
}

export async function signOut(): Promise<void> {
  await api.DELETE('/api/v1/session');
  rememberCsrfToken('');
}

function remember(session: Session): Session {
  rememberCsrfToken(session.csrf_token);
  return session;
}
