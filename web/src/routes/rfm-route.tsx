import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, oneOf, type RawSearch } from '../lib/search';
import { type RfmPlace, rfmPlaces } from '../lib/segment-names';
import { shellRoute } from './shell-route';

export type RfmSearch = {
  as_of?: string | undefined;
  compare?: string | undefined;
  money?: 'gross' | undefined;
  show?: 'revenue' | undefined;
  /** The cell, the segment or the move whose customers are shown. */
  open?: RfmPlace | undefined;
  sort?: 'customers' | 'revenue' | 'recency' | 'frequency' | 'mean' | undefined;
};

export const rfmRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rfm',
  validateSearch: (raw: RawSearch): RfmSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      compare: dateParam(raw['compare']),
      money: oneOf(raw['money'], ['gross']),
      show: oneOf(raw['show'], ['revenue']),
      open: oneOf(raw['open'], rfmPlaces),
      sort: oneOf(raw['sort'], ['customers', 'revenue', 'recency', 'frequency', 'mean']),
    }),
  component: lazyRouteComponent(withTexts(['rfm', 'members'], () => import('./rfm')), 'RfmPage'),
});
