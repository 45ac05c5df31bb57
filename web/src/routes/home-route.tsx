import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { orTold } from '../api/standing';
import { compactSearch, dateParam, oneOf, type RawSearch } from '../lib/search';
import { lostAfterChoices } from './lost-after';
import { shellRoute } from './shell-route';

export type HomeSearch = {
  as_of?: string | undefined;
  lost_after?: (typeof lostAfterChoices)[number] | undefined;
  month?: 'running' | undefined;
};

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: (raw: RawSearch): HomeSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      lost_after: oneOf(raw['lost_after'], lostAfterChoices),
      month: oneOf(raw['month'], ['running']),
    }),
  component: lazyRouteComponent(orTold(() => import('./home')), 'HomePage'),
});
