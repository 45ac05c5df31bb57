import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type CustomersSearch, readCustomersSearch } from '../features/customers/search';
import { withTexts } from '../lib/i18n';
import type { RawSearch } from '../lib/search';
import { shellRoute } from './shell-route';

export const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers',
  validateSearch: (raw: RawSearch): CustomersSearch => readCustomersSearch(raw),
  component: lazyRouteComponent(withTexts('customers', () => import('./customers')), 'CustomersPage'),
});

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one; the first page has none. */
    trail?: (string | null)[];
  }
}
