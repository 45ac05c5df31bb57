import { createRouter } from '@tanstack/react-router';
import { queryClient } from './query-client';
import { baseRoute } from './routes/base-route';
import { adminAuditRoute } from './routes/admin-audit-route';
import { adminKeysRoute } from './routes/admin-keys-route';
import { adminLanguagesRoute } from './routes/admin-languages-route';
import { adminSystemRoute } from './routes/admin-system-route';
import { adminUsersRoute } from './routes/admin-users-route';
import { calculatorsRoute } from './routes/calculators-route';
import { catalogueRoute } from './routes/catalogue-route';
import { cohortsRoute } from './routes/cohorts-route';
import { customerRoute } from './routes/customer-route';
import { customersRoute } from './routes/customers-route';
import { dashboardRoute, dashboardsRoute } from './routes/dashboards-route';
import { formsRoute } from './routes/forms-route';
import { homeRoute } from './routes/home-route';
import { importRoute } from './routes/import-route';
import { productsRoute } from './routes/products-route';
import { profitabilityRoute } from './routes/profitability-route';
import { qualityRoute } from './routes/quality-route';
import { editionRoute, reportsRoute } from './routes/reports-route';
import { rfmRoute } from './routes/rfm-route';
import { retentionMatrixRoute } from './routes/retention-matrix-route';
import { rootRoute } from './routes/root';
import { RouteError } from './routes/route-error';
import { shellRoute } from './routes/shell-route';
import { signInRoute } from './routes/sign-in-route';
import { sourcesRoute } from './routes/sources-route';
import { sqlRoute } from './routes/sql-route';
import { subscriptionsRoute } from './routes/subscriptions-route';
import { valueRoute } from './routes/value-route';
import { webhooksRoute } from './routes/webhooks-route';

const pages = [
  homeRoute,
  customersRoute,
  customerRoute,
  rfmRoute,
  cohortsRoute,
  retentionMatrixRoute,
  baseRoute,
  valueRoute,
  productsRoute,
  profitabilityRoute,
  subscriptionsRoute,
  calculatorsRoute,
  importRoute,
  dashboardsRoute,
  dashboardRoute,
  reportsRoute,
  editionRoute,
  sqlRoute,
  sourcesRoute,
  qualityRoute,
  catalogueRoute,
  formsRoute,
  webhooksRoute,
  adminUsersRoute,
  adminKeysRoute,
  adminLanguagesRoute,
  adminSystemRoute,
  adminAuditRoute,
];

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, shellRoute.addChildren(pages)]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
  // What no page knows, or no page can take, leaves the address.
  search: { strict: true },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
