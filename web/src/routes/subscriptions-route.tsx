import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch, textParam } from '../lib/search';
import type { SubscriberFigure } from '../ui/figure-link';
import { shellRoute } from './shell-route';

export type SubscriptionsSearch = {
  as_of?: string | undefined;
  by?: 'quarter' | 'year' | undefined;
  margin?: number | undefined;
  discount?: number | undefined;
  /** The month and the figure of it whose customers are shown. */
  month?: string | undefined;
  open?: SubscriberFigure | undefined;
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
      month: textParam(raw['month']),
      open: oneOf(raw['open'], ['new', 'lost', 'end']),
    }),
  component: lazyRouteComponent(withTexts(['calculators', 'cohorts', 'members', 'subscriptions', 'value'], () => import('./subscriptions')), 'SubscriptionsPage'),
});
