import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

const kinds = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'order', 'return', 'customer', 'product', 'form'] as const;

export type SourcesSearch = {
  /** The source that is opened. */
  open?: string | undefined;
  source?: string | undefined;
  kind?: (typeof kinds)[number] | undefined;
  name?: string | undefined;
  who?: string | undefined;
};

export const sourcesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sources',
  validateSearch: (raw: RawSearch): SourcesSearch =>
    compactSearch({
      open: textParam(raw['open']),
      source: textParam(raw['source']),
      kind: oneOf(raw['kind'], kinds),
      name: textParam(raw['name']),
      who: textParam(raw['who']),
    }),
  component: lazyRouteComponent(withTexts('data', () => import('./sources')), 'SourcesPage'),
});
