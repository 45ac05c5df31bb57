import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export type SubscriptionsSearch = {
  as_of?: string | undefined;
  by?: 'quarter' | 'year' | undefined;
  margin?: number | undefined;
  discount?: number | undefined;
};

export const subscriptionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/subscriptions',
  validateSearch: (raw: RawSearch): SubscriptionsSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      by: oneOf(raw['by'], ['quarter', 'year']),
      margin: numberParam(raw['margin'], { low: 0.001, high: 1 }),
      discount: numberParam(raw['discount'], { low: 0, high: 10 }),
    }),
  component: lazyRouteComponent(withTexts(['calculators', 'cohorts', 'subscriptions', 'value'], () => import('./subscriptions')), 'SubscriptionsPage'),
});
