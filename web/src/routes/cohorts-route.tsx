import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, oneOf, type RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export type CohortsSearch = {
  as_of?: string | undefined;
  by?: 'week' | 'quarter' | 'year' | undefined;
  money?: 'gross' | undefined;
  measure?: 'orders' | 'revenue' | 'cumulative_revenue' | undefined;
  form?: 'absolute' | undefined;
};

export const cohortsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/cohorts',
  validateSearch: (raw: RawSearch): CohortsSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      by: oneOf(raw['by'], ['week', 'quarter', 'year']),
      money: oneOf(raw['money'], ['gross']),
      measure: oneOf(raw['measure'], ['orders', 'revenue', 'cumulative_revenue']),
      form: oneOf(raw['form'], ['absolute']),
    }),
  component: lazyRouteComponent(withTexts(['cohorts', 'rfm'], () => import('./cohorts')), 'CohortsPage'),
});
