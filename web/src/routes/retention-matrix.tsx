import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { MatrixView } from '../features/matrix/matrix-view';
import { matrixQuery, placeKey, placeOf } from '../features/matrix/queries';
import { NoModel } from '../features/value/no-model';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { noModelYet } from './no-model-yet';
import { NoOrders } from './no-orders';
import type { RetentionMatrixSearch } from './retention-matrix-route';
import { maySetGoals, useSession } from './use-session';

const route = getRouteApi('/shell/retention-matrix');
const heights = [{ base: 130, sm: 60 }, { base: 760, lg: 400 }];

export function RetentionMatrixPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const days = search.days ?? 180;
  const months = search.months ?? 36;
  const asked = {
    as_of: search.as_of,
    risk: search.risk,
    days,
    months,
    margin: search.margin,
    yearly_discount: search.discount,
  };
  const query = useQuery({ ...matrixQuery(asked), enabled: workspace.orders > 0 });

  const change = (next: RetentionMatrixSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  if (workspace.orders === 0) return <NoOrders page="retentionMatrix" />;
  if (noModelYet(query.error)) {
    return (
      <Page title={t('nav.retentionMatrix')}>
        <NoModel mayFit={maySetGoals(user)} />
      </Page>
    );
  }
  const risks = [
    ...[90, 180, 365].map((n) => ({ value: String(n), label: t('matrix.risk.no_order', { days: format.number(n) }, n) })),
    { value: 'left', label: t('matrix.risk.left') },
  ];
  const changeRisk = (value: string) =>
    change(
      value === 'left'
        ? { risk: 'left', days: undefined }
        : { risk: undefined, days: value === '90' ? 90 : value === '365' ? 365 : undefined },
    );
  return (
    <Page
      title={t('nav.retentionMatrix')}
      actions={
        <>
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day })}
          />
          <NativeSelect
            label={t('matrix.risk.label')}
            value={search.risk ?? String(days)}
            data={risks}
            onChange={(event) => changeRisk(event.currentTarget.value)}
          />
          <Choice
            label={t('value.horizon')}
            value={String(months)}
            options={[12, 24, 36].map((n) => ({ value: String(n), label: t('value.months', { n: format.number(n) }, n) }))}
            onChange={(value) => change({ months: value === '12' ? 12 : value === '24' ? 24 : undefined })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(report) => (
          <MatrixView
            report={report}
            query={asked}
            place={placeOf(search.cell)}
            onPlace={(place) => change({ cell: place === undefined ? undefined : placeKey(place) })}
          />
        )}
      </QueryView>
    </Page>
  );
}
