import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export const adminUsersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/users',
  validateSearch: (raw: RawSearch): { open?: string | undefined } => compactSearch({ open: textParam(raw['open']) }),
  component: lazyRouteComponent(withTexts('admin', () => import('./admin-users')), 'AdminUsersPage'),
});
