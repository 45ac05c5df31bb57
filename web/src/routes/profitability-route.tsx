import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export type ProfitabilitySearch = {
  as_of?: string | undefined;
  from?: string | undefined;
  margin?: number | undefined;
  cost_per_order_minor?: number | undefined;
  cost_per_return_minor?: number | undefined;
  order?: 'best' | undefined;
};

const cost = { low: 0, high: 1e11 };

export const profitabilityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profitability',
  validateSearch: (raw: RawSearch): ProfitabilitySearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      from: dateParam(raw['from']),
      margin: numberParam(raw['margin'], { low: 0.001, high: 1 }),
      cost_per_order_minor: numberParam(raw['cost_per_order_minor'], cost),
      cost_per_return_minor: numberParam(raw['cost_per_return_minor'], cost),
      order: oneOf(raw['order'], ['best']),
    }),
  component: lazyRouteComponent(withTexts('profitability', () => import('./profitability')), 'ProfitabilityPage'),
});
