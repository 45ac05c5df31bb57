import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { DashboardCard } from '../api/types';
import { DashboardView } from '../features/dashboards/dashboard-view';
import { dashboardQuery } from '../features/dashboards/queries';
import { savedQueries } from '../features/sql/queries';
import { QueryCard } from '../features/sql/query-card';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { DashboardSearch } from './dashboards-route';
import { ReportCard } from './report-card';
import { mayAnalyse, useSession } from './use-session';

const route = getRouteApi('/shell/dashboards/$id');
const heights = [300, 300];

export function DashboardPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { user, workspace } = useSession();
  const query = useQuery(dashboardQuery(id));
  const saved = useQuery(savedQueries()).data;
  const change = (next: DashboardSearch) => void navigate({ to: '/dashboards/$id', params: { id }, search: { ...search, ...next }, resetScroll: false });
  const open = (other: string) => void navigate({ to: '/dashboards/$id', params: { id: other }, search: {} });
  const mayWrite = mayAnalyse(user);
  const last = search.as_of ?? workspace.last_day;
  const note = last === null ? '' : t('state.asOf', { date: format.date(last) });

  const draw = (card: DashboardCard) => {
    if (card.kind === 'text') return null;
    if (card.kind !== 'query') return <ReportCard kind={card.kind} asOf={search.as_of} mayEdit={mayWrite} />;
    if (saved === undefined || card.query === null) return null;
    return <QueryCard id={card.query} saved={saved.find((one) => one.id === card.query)} title={card.title} days={{ from: search.from, as_of: search.as_of }} note={note} />;
  };

  return (
    <Page
      title={query.data?.name ?? t('nav.dashboards')}
      lead={query.data === undefined || query.data.description === '' ? undefined : query.data.description}
      actions={
        <>
          <DateField label={t('dashboard.from')} value={search.from} placeholder={t('dashboard.fromFirst')} first={workspace.first_day} last={last} onChange={(day) => change({ from: day })} />
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(dashboard) => (
          <DashboardView
            key={dashboard.id}
            dashboard={dashboard}
            queries={saved ?? []}
            mayWrite={mayWrite}
            draw={draw}
            onNew={open}
            onRemoved={() => void navigate({ to: '/dashboards', search: { removed: id } })}
          />
        )}
      </QueryView>
    </Page>
  );
}
