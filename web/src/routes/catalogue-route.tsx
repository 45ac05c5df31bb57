import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { eventKinds } from '../lib/event-kinds';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type CatalogueSearch = {
  kind?: (typeof eventKinds)[number] | undefined;
  search?: string | undefined;
  drift?: true | undefined;
  /** The event that is opened: its kind, and its name when it has one. */
  open?: (typeof eventKinds)[number] | undefined;
  name?: string | undefined;
};

export const catalogueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/catalogue',
  validateSearch: (raw: RawSearch): CatalogueSearch =>
    compactSearch({
      kind: oneOf(raw['kind'], eventKinds),
      search: textParam(raw['search']),
      drift: raw['drift'] === true ? true : undefined,
      open: oneOf(raw['open'], eventKinds),
      name: textParam(raw['name']),
    }),
  component: lazyRouteComponent(withTexts(['catalogue', 'data'], () => import('./catalogue')), 'CataloguePage'),
});
