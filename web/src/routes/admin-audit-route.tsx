import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

export type AuditSearch = { actor?: string | undefined; action?: string | undefined; object?: string | undefined };

export const adminAuditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin/audit',
  validateSearch: (raw: RawSearch): AuditSearch =>
    compactSearch({ actor: textParam(raw['actor']), action: textParam(raw['action']), object: textParam(raw['object']) }),
  component: lazyRouteComponent(withTexts('admin', () => import('./admin-audit')), 'AdminAuditPage'),
});
