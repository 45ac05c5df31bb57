import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch } from '../lib/search';
import { lostAfterChoices } from './lost-after';
import { shellRoute } from './shell-route';

export type CalculatorsSearch = {
  as_of?: string | undefined;
  lost_after?: (typeof lostAfterChoices)[number] | undefined;
  change?: number | undefined;
  years?: number | undefined;
  customers?: number | undefined;
  yearly_churn?: number | undefined;
  inflow?: number | undefined;
  inflow_growth?: number | undefined;
  revenue_per_customer_minor?: number | undefined;
  margin?: number | undefined;
  discount?: number | undefined;
};

const share = { low: 0, high: 1 };
const many = { low: 0, high: 1e12 };

export const calculatorsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calculators',
  validateSearch: (raw: RawSearch): CalculatorsSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      lost_after: oneOf(raw['lost_after'], lostAfterChoices),
      change: numberParam(raw['change'], { low: -1, high: 1 }),
      years: numberParam(raw['years'], { low: 1, high: 30 }),
      customers: numberParam(raw['customers'], many),
      yearly_churn: numberParam(raw['yearly_churn'], share),
      inflow: numberParam(raw['inflow'], many),
      inflow_growth: numberParam(raw['inflow_growth'], { low: -0.99, high: 10 }),
      revenue_per_customer_minor: numberParam(raw['revenue_per_customer_minor'], many),
      margin: numberParam(raw['margin'], share),
      discount: numberParam(raw['discount'], share),
    }),
  component: lazyRouteComponent(withTexts('calculators', () => import('./calculators')), 'CalculatorsPage'),
});
