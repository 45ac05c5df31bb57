import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { shellRoute } from './shell-route';

export const adminKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/keys',
  component: lazyRouteComponent(withTexts('admin', () => import('./admin-keys')), 'AdminKeysPage'),
});
