import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type CohortsSearch = {
  as_of?: string | undefined;
  by?: 'week' | 'quarter' | 'year' | undefined;
  money?: 'gross' | undefined;
  measure?: 'orders' | 'revenue' | 'cumulative_revenue' | undefined;
  form?: 'absolute' | undefined;
  /** The cohort whose customers are shown, by its name in the report. */
  open?: string | undefined;
  /** Those of them who ordered in this period. */
  period?: number | undefined;
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
      open: textParam(raw['open']),
      period: numberParam(raw['period'], { low: 0, high: 10_000 }),
    }),
  component: lazyRouteComponent(withTexts(['cohorts', 'rfm', 'members'], () => import('./cohorts')), 'CohortsPage'),
});
