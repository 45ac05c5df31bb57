import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch, textParam } from '../lib/search';
import type { ProfitPart } from '../ui/figure-link';
import { shellRoute } from './shell-route';

export type ProfitabilitySearch = {
  as_of?: string | undefined;
  from?: string | undefined;
  margin?: number | undefined;
  cost_per_order_minor?: number | undefined;
  cost_per_return_minor?: number | undefined;
  order?: 'best' | undefined;
  /** The figure whose customers alone are listed: `unprofitable`, or a tenth by its number. */
  part?: ProfitPart | undefined;
  /** The month whose new customers are shown, `2010-12`, or `all` months with a spend. */
  open?: string | undefined;
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
      part: oneOf(raw['part'], ['unprofitable', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      open: textParam(raw['open']),
    }),
  component: lazyRouteComponent(withTexts(['profitability', 'members'], () => import('./profitability')), 'ProfitabilityPage'),
});
