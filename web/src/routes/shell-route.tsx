import { createRoute, redirect } from '@tanstack/react-router';
import { ApiError } from '../api/problem';
import { sessionQuery } from '../api/session';
import { rootRoute } from './root';
import { Shell, ShellError, ShellPending } from './shell';

/** Everything behind the sign-in. Without a session the visitor signs in first and then comes back here. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof ApiError && error.failure === 'unauthorized') {
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
      }
      throw error;
    }
  },
  component: Shell,
  pendingComponent: ShellPending,
  errorComponent: ShellError,
});
