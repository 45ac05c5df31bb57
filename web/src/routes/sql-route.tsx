import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type SqlSearch = {
  /** The saved query that is open. */
  q?: string | undefined;
};

export const sqlRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sql',
  validateSearch: (raw: RawSearch): SqlSearch => compactSearch({ q: textParam(raw['q']) }),
  component: lazyRouteComponent(withTexts('sql', () => import('./sql')), 'SqlPage'),
});
