import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { shellRoute } from './shell-route';

export const adminLanguagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/languages',
  component: lazyRouteComponent(withTexts('admin', () => import('./admin-languages')), 'AdminLanguagesPage'),
});
