import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type FileKind, fileKinds } from '../features/import/kinds';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type ImportSearch = {
  /** What the next file holds; orders when absent. */
  kind?: FileKind | undefined;
  /** The import that is opened. */
  open?: string | undefined;
};

export const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/import',
  validateSearch: (raw: RawSearch): ImportSearch => compactSearch({ kind: oneOf(raw['kind'], fileKinds), open: textParam(raw['open']) }),
  component: lazyRouteComponent(withTexts(['import', 'problem', 'refusal'], () => import('./import')), 'ImportPage'),
});
