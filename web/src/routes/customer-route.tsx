import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type CustomerSearch = {
  tab?: 'timeline' | 'orders' | 'notes' | 'details' | undefined;
  /** Kinds of what happened, with commas between. */
  kinds?: string | undefined;
};

export const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$customer',
  validateSearch: (raw: RawSearch): CustomerSearch =>
    compactSearch({ tab: oneOf(raw['tab'], ['timeline', 'orders', 'notes', 'details']), kinds: textParam(raw['kinds']) }),
  component: lazyRouteComponent(withTexts('customer', () => import('./customer')), 'CustomerPage'),
});
