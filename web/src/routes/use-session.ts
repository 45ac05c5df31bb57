import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session';
import type { Session } from '../api/types';

/** Inside the shell there always is a session: the shell's route has loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** The server decides; this only keeps from offering what it would refuse. */
export function maySetGoals(user: Session['user']): boolean {
  return user.role === 'admin' || user.role === 'analyst';
}

export function mayAnalyse(user: Session['user']): boolean {
  return maySetGoals(user);
}

export function mayAdminister(user: Session['user']): boolean {
  return user.role === 'admin';
}
