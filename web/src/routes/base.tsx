import { NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { BaseReport } from '../api/types';
import { healthMonth } from '../features/home/health';
import { HealthView } from '../features/home/health-view';
import { baseQuery } from '../features/home/queries';
import { MemberPanel } from '../features/members/member-panel';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { baseFigures } from '../ui/figure-link';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { BaseSearch } from './base-route';
import { lostAfterChoices } from './lost-after';
import { NoOrders } from './no-orders';
import { maySetGoals, useSession } from './use-session';

const route = getRouteApi('/shell/base');
const fields = ['customers_start', 'new', 'active', 'repeat', 'lost', 'reactivated', 'customers_end'] as const satisfies readonly (keyof typeof baseFigures)[];
const heights = [{ base: 352, sm: 274 }, { base: 2100, sm: 480 }, { base: 1600, sm: 400 }, { base: 1000, sm: 250 }];

export function BasePage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const query = useQuery({ ...baseQuery({ asOf: search.as_of, lostAfter: search.lost_after }), enabled: workspace.orders > 0 });
  const change = (next: BaseSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  if (workspace.orders === 0) return <NoOrders page="base" />;

  const report = query.data;
  const shown = report === undefined ? null : healthMonth(report, search.month);
  const months = report?.months.toReversed() ?? [];
  return (
    <Page
      title={t('nav.base')}
      actions={
        <>
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day, month: undefined })}
          />
          <NativeSelect
            label={t('health.month')}
            w={180}
            value={shown?.month.month ?? ''}
            data={months.map(({ month, complete }) => ({
              value: month,
              label: complete ? format.month(month) : t('health.soFar', { month: format.month(month) }),
            }))}
            onChange={(event) => change({ month: event.currentTarget.value })}
          />
          <Choice
            label={t('home.lostAfter')}
            value={String(search.lost_after ?? report?.lost_after_days ?? 180)}
            options={lostAfterChoices.map((days) => ({ value: String(days), label: t('home.days', { n: format.number(days) }, days) }))}
            onChange={(days) => change({ lost_after: lostAfterChoices.find((known) => String(known) === days) })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(data) => (
          <Stack gap="md">
            <OpenedFigure report={data} search={search} onClose={() => change({ open: undefined })} />
            <HealthView report={data} month={search.month} mayEdit={maySetGoals(user)} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

type OpenedFigureProps = { report: BaseReport; search: BaseSearch; onClose: () => void };

/** The customers behind the figure that was opened. */
function OpenedFigure({ report, search: { open, as_of: asOf, month }, onClose }: OpenedFigureProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const shown = healthMonth(report, month);
  const field = fields.find((one) => baseFigures[one] === open);
  if (open === undefined || field === undefined || shown === null || report.as_of === null) return null;
  const counted = { of: 'base', figure: open, month: shown.month.month, lost_after_days: report.lost_after_days, as_of: asOf } as const;
  return (
    <MemberPanel
      title={t(`members.title.${open}`, { month: format.month(shown.month.month) })}
      counted={counted}
      count={shown.month[field]}
      day={report.as_of}
      currency={report.currency}
      fileName={`base-${open}-${shown.month.month}.csv`}
      onClose={onClose}
    />
  );
}
