import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

const views = ['questions', 'preview', 'json', 'answers'] as const;

export type FormsSearch = {
  /** The key of the form that is opened. */
  open?: string | undefined;
  view?: (typeof views)[number] | undefined;
};

export const formsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/forms',
  validateSearch: (raw: RawSearch): FormsSearch => compactSearch({ open: textParam(raw['open']), view: oneOf(raw['view'], views) }),
  component: lazyRouteComponent(withTexts('forms', () => import('./forms')), 'FormsPage'),
});
