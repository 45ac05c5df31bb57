import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, numberParam, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type ValueSearch = {
  as_of?: string | undefined;
  margin?: number | undefined;
  discount?: number | undefined;
  months?: 12 | 24 | undefined;
  by?: 'country' | 'month' | undefined;
  track?: 'period' | undefined;
  candidate?: string | undefined;
  sort?: 'risk' | undefined;
  from?: string | undefined;
  /** The figure whose customers are shown: `everybody`, `segment=lost`, `country=Norway`, `month=2010-12`, `piece=grown`. */
  open?: string | undefined;
};

export const valueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/value',
  validateSearch: (raw: RawSearch): ValueSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      margin: numberParam(raw['margin'], { low: 0.001, high: 1 }),
      discount: numberParam(raw['discount'], { low: 0, high: 10 }),
      months: oneOf(raw['months'], [12, 24]),
      by: oneOf(raw['by'], ['country', 'month']),
      track: oneOf(raw['track'], ['period']),
      candidate: typeof raw['candidate'] === 'string' ? raw['candidate'] : undefined,
      sort: oneOf(raw['sort'], ['risk']),
      from: dateParam(raw['from']),
      open: textParam(raw['open']),
    }),
  component: lazyRouteComponent(withTexts(['calculators', 'covariates', 'members', 'profitability', 'rfm', 'value'], () => import('./value')), 'ValuePage'),
});
