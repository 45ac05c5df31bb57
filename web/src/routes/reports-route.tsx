import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type ReportsSearch = {
  /** The schedule whose editions are shown. */
  open?: string | undefined;
};

export const reportsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports',
  validateSearch: (raw: RawSearch): ReportsSearch => compactSearch({ open: textParam(raw['open']) }),
  component: lazyRouteComponent(withTexts('schedules', () => import('./reports')), 'ReportsPage'),
});

export const editionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/$id/$edition',
  component: lazyRouteComponent(withTexts('schedules', () => import('./edition')), 'EditionPage'),
});
