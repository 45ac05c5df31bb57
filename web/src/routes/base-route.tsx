import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, oneOf, type RawSearch, textParam } from '../lib/search';
import { type BaseFigure, baseFigures } from '../ui/figure-link';
import { lostAfterChoices } from './lost-after';
import { shellRoute } from './shell-route';

export type BaseSearch = {
  as_of?: string | undefined;
  lost_after?: (typeof lostAfterChoices)[number] | undefined;
  /** The month that is shown, `2011-11`; the latest complete one when absent. */
  month?: string | undefined;
  /** The figure whose customers are shown. */
  open?: BaseFigure | undefined;
};

export const baseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/base',
  validateSearch: (raw: RawSearch): BaseSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      lost_after: oneOf(raw['lost_after'], lostAfterChoices),
      month: textParam(raw['month']),
      open: oneOf(raw['open'], Object.values(baseFigures)),
    }),
  component: lazyRouteComponent(withTexts(['health', 'members'], () => import('./base')), 'BasePage'),
});
