import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch } from '../lib/search';
import { lostAfterChoices } from './lost-after';
import { shellRoute } from './shell-route';

/** The calculators besides that of lost customers, which is shown when the address names none. */
export const otherCalculators = ['budget', 'retention'] as const;

export type CalculatorsSearch = {
  which?: (typeof otherCalculators)[number] | undefined;
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
  margin_minor?: number | undefined;
  purchases?: number | undefined;
  share?: number | undefined;
  contact_minor?: number | undefined;
  contacts?: number | undefined;
  retention?: number | undefined;
  uplift?: number | undefined;
  reading?: 'relative' | undefined;
};

const share = { low: 0, high: 1 };
const many = { low: 0, high: 1e12 };

export const calculatorsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calculators',
  validateSearch: (raw: RawSearch): CalculatorsSearch =>
    compactSearch({
      which: oneOf(raw['which'], otherCalculators),
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
      margin_minor: numberParam(raw['margin_minor'], many),
      purchases: numberParam(raw['purchases'], { low: 0, high: 10_000 }),
      share: numberParam(raw['share'], share),
      contact_minor: numberParam(raw['contact_minor'], { low: 0, high: 1e9 }),
      contacts: numberParam(raw['contacts'], { low: 0, high: 1000 }),
      retention: numberParam(raw['retention'], share),
      uplift: numberParam(raw['uplift'], { low: -0.5, high: 0.5 }),
      reading: oneOf(raw['reading'], ['relative']),
    }),
  component: lazyRouteComponent(withTexts(['calculators', 'planning'], () => import('./calculators')), 'CalculatorsPage'),
});
