import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export type RetentionMatrixSearch = {
  as_of?: string | undefined;
  risk?: 'left' | undefined;
  days?: 90 | 365 | undefined;
  months?: 12 | 24 | undefined;
  margin?: number | undefined;
  discount?: number | undefined;
  cell?: string | undefined;
};

export const retentionMatrixRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/retention-matrix',
  validateSearch: (raw: RawSearch): RetentionMatrixSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      risk: oneOf(raw['risk'], ['left']),
      days: oneOf(raw['days'], [90, 365]),
      months: oneOf(raw['months'], [12, 24]),
      margin: numberParam(raw['margin'], { low: 0.001, high: 1 }),
      discount: numberParam(raw['discount'], { low: 0, high: 10 }),
      cell: typeof raw['cell'] === 'string' ? raw['cell'] : undefined,
    }),
  component: lazyRouteComponent(withTexts(['matrix', 'rfm', 'value', 'members'], () => import('./retention-matrix')), 'RetentionMatrixPage'),
});
