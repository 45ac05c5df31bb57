import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { orTold } from '../api/standing';
import { sessionQuery } from '../api/session';
import { compactSearch, innerPath, type RawSearch } from '../lib/search';
import { rootRoute } from './root';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (raw: RawSearch): { next?: string | undefined; expired?: true | undefined } =>
    compactSearch({
      next: innerPath(raw['next']) === '/' ? undefined : innerPath(raw['next']),
      expired: raw['expired'] === true ? true : undefined,
    }),
  beforeLoad: ({ context, search }) => {
    if (context.queryClient.getQueryData(sessionQuery.queryKey) !== undefined) {
      throw redirect({ href: search.next ?? '/' });
    }
  },
  component: lazyRouteComponent(orTold(() => import('./sign-in')), 'SignInPage'),
});
