import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session';
import type { Session } from '../api/types';

/** Inside the shell there always is a session: the shell's route has loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function mayEdit(user: Session['user']): boolean {
  return user.role !== 'viewer';
}
