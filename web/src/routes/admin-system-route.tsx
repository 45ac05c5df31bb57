import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { shellRoute } from './shell-route';

export const adminSystemRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/system',
  component: lazyRouteComponent(withTexts(['admin', 'problem', 'refusal'], () => import('./admin-system')), 'AdminSystemPage'),
});
