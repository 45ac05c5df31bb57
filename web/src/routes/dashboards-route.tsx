import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type DashboardsSearch = {
  /** The dashboard that was just removed. */
  removed?: string | undefined;
};

export type DashboardSearch = {
  as_of?: string | undefined;
  from?: string | undefined;
};

export const dashboardsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/dashboards',
  validateSearch: (raw: RawSearch): DashboardsSearch => compactSearch({ removed: textParam(raw['removed']) }),
  component: lazyRouteComponent(withTexts('dashboards', () => import('./dashboards')), 'DashboardsPage'),
});

export const dashboardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/dashboards/$id',
  validateSearch: (raw: RawSearch): DashboardSearch => compactSearch({ as_of: dateParam(raw['as_of']), from: dateParam(raw['from']) }),
  component: lazyRouteComponent(withTexts(['calculators', 'cohorts', 'dashboards', 'profitability', 'rfm', 'sql', 'value'], () => import('./dashboard')), 'DashboardPage'),
});
