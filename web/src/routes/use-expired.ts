import { useRouter } from '@tanstack/react-router';
import { type ComponentType, useEffect, useState } from 'react';
import type { Session } from '../api/types';
import { whenSessionExpires } from '../query-client';

type Again = ComponentType<{ user: Session['user']; onDone: () => void }>;

/** What asks for the password once the server no longer knows the session; when even that can not be loaded, the page of the sign-in. */
export function useExpired(): { Again: Again | undefined; done: () => void } {
  const router = useRouter();
  const [again, setAgain] = useState<{ ask: Again }>();
  useEffect(() => {
    whenSessionExpires(() => {
      const { href } = router.state.location;
      void import('./sign-in-again').then(
        ({ SignInAgain }) => setAgain({ ask: SignInAgain }),
        () => router.navigate({ to: '/sign-in', search: { next: href, expired: true } }),
      );
    });
    return () => whenSessionExpires(() => undefined);
  }, [router]);
  return { Again: again?.ask, done: () => setAgain(undefined) };
}
