import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { eventKinds } from '../lib/event-kinds';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type SourcesSearch = {
  /** The source that is opened. */
  open?: string | undefined;
  source?: string | undefined;
  kind?: (typeof eventKinds)[number] | undefined;
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
      kind: oneOf(raw['kind'], eventKinds),
      name: textParam(raw['name']),
      who: textParam(raw['who']),
    }),
  component: lazyRouteComponent(withTexts(['data', 'problem', 'refusal'], () => import('./sources')), 'SourcesPage'),
});
