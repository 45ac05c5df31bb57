import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { DashboardList } from '../features/dashboards/dashboard-list';
import { DashboardRemoved } from '../features/dashboards/dashboard-removed';
import { dashboardsQuery } from '../features/dashboards/queries';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { mayAnalyse, useSession } from './use-session';

const route = getRouteApi('/shell/dashboards');
const heights = [60, 60];

export function DashboardsPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const { removed } = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(dashboardsQuery());
  const open = (id: string) => void navigate({ to: '/dashboards/$id', params: { id }, search: {} });
  return (
    <Page title={t('nav.dashboards')} lead={t('dashboard.lead')}>
      {removed !== undefined && <DashboardRemoved id={removed} onBack={open} />}
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(dashboards) => <DashboardList dashboards={dashboards} mayWrite={mayAnalyse(user)} onMade={open} />}
      </QueryView>
    </Page>
  );
}
