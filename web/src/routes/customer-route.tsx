import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export type CustomerSearch = { tab?: 'details' | undefined };

export const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$customer',
  validateSearch: (raw: RawSearch): CustomerSearch => compactSearch({ tab: oneOf(raw['tab'], ['details']) }),
  component: lazyRouteComponent(withTexts('customer', () => import('./customer')), 'CustomerPage'),
});
