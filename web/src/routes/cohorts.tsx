import { NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { CohortReport } from '../api/types';
import { cohortName } from '../features/cohorts/cohort-table';
import { CohortView } from '../features/cohorts/cohort-view';
import { type Measure, measures } from '../features/cohorts/measures';
import { cohortQuery } from '../features/cohorts/queries';
import { MemberPanel } from '../features/members/member-panel';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { CohortsSearch } from './cohorts-route';
import { NoOrders } from './no-orders';
import { useSession } from './use-session';

const route = getRouteApi('/shell/cohorts');

export function CohortsPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const { by = 'month', money = 'net', measure = 'customers', form = 'relative' } = search;
  const query = useQuery({ ...cohortQuery({ asOf: search.as_of, by, money }), enabled: workspace.orders > 0 });

  const change = (next: CohortsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  const changeMeasure = (next: Measure | undefined) => change({ measure: next === 'customers' ? undefined : next });
  if (workspace.orders === 0) return <NoOrders page="cohorts" />;

  return (
    <Page
      title={t('nav.cohorts')}
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
          <Choice
            label={t('cohorts.byLabel')}
            value={by}
            options={[
              { value: 'week', label: t('cohorts.by.week.name') },
              { value: 'month', label: t('cohorts.by.month.name') },
              { value: 'quarter', label: t('cohorts.by.quarter.name') },
              { value: 'year', label: t('cohorts.by.year.name') },
            ]}
            onChange={(next) => change({ by: next === 'month' ? undefined : next })}
          />
          <NativeSelect
            label={t('cohorts.measureLabel')}
            value={measure}
            data={measures.map((value) => ({ value, label: t(`cohorts.measure.${form}.${value}`) }))}
            onChange={(event) => changeMeasure(measures.find((value) => value === event.currentTarget.value))}
          />
          <Choice
            label={t('cohorts.formLabel')}
            value={form}
            options={[
              { value: 'relative', label: t('cohorts.form.relative') },
              { value: 'absolute', label: t('cohorts.form.absolute') },
            ]}
            onChange={(next) => change({ form: next === 'absolute' ? next : undefined })}
          />
          <Choice
            label={t('rfm.money')}
            value={money}
            options={[
              { value: 'net', label: t('money.net') },
              { value: 'gross', label: t('money.gross') },
            ]}
            onChange={(next) => change({ money: next === 'gross' ? next : undefined })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelSkeleton body="max(420px, calc(100dvh - 270px))" />}>
        {(report) => (
          <Stack gap="md">
            <OpenedCohort report={report} search={search} onPeriod={(period) => change({ period })} onClose={() => change({ open: undefined, period: undefined })} />
            <CohortView report={report} measure={measure} form={form} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

type OpenedCohortProps = { report: CohortReport; search: CohortsSearch; onPeriod: (period: number | undefined) => void; onClose: () => void };

/** The customers of the cohort that was opened, all or those who ordered in a period. */
function OpenedCohort({ report, search: { open, period = 0, as_of: asOf }, onPeriod, onClose }: OpenedCohortProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const cohort = report.cohorts.find((one) => one.cohort === open);
  const cell = cohort?.cells.find((one) => one.period === period);
  if (cohort === undefined || cell === undefined || report.as_of === null) return null;
  return (
    <MemberPanel
      title={t('members.cohort', { cohort: cohortName(cohort, report.by, t, format) })}
      counted={{ of: 'cohort', cohort: cohort.cohort, period, by: report.by, as_of: asOf }}
      count={cell.customers}
      day={report.as_of}
      currency={report.currency}
      fileName={`cohort-${cohort.cohort}-${period}.csv`}
      choice={
        <NativeSelect
          size="xs"
          label={t('members.ordered')}
          value={String(period)}
          data={cohort.cells.map((one) => ({ value: String(one.period), label: t(`cohorts.period.${report.by}`, { n: format.number(one.period) }) }))}
          onChange={(event) => onPeriod(event.currentTarget.value === '0' ? undefined : Number(event.currentTarget.value))}
        />
      }
      onClose={onClose}
    />
  );
}
