import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AcquisitionReport } from '../api/types';
import { MemberPanel } from '../features/members/member-panel';
import { useOpened } from '../ui/use-opened';
import { Acquisition } from '../features/profitability/acquisition';
import { CostPanel } from '../features/profitability/cost-panel';
import { ProfitCustomers } from '../features/profitability/profit-customers';
import { ProfitView } from '../features/profitability/profit-view';
import { acquisitionQuery, profitQuery } from '../features/profitability/queries';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { NoOrders } from './no-orders';
import type { ProfitabilitySearch } from './profitability-route';
import { maySetGoals, useSession } from './use-session';

const route = getRouteApi('/shell/profitability');
const heights = [{ base: 230, xs: 62 }, { base: 300, sm: 130 }, { base: 2000, sm: 420 }];

export function ProfitabilityPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const listed = useOpened(search.part);
  const asked = {
    as_of: search.as_of,
    from: search.from,
    margin: search.margin,
    cost_per_order_minor: search.cost_per_order_minor,
    cost_per_return_minor: search.cost_per_return_minor,
  };
  const enabled = workspace.orders > 0;
  const query = useQuery({ ...profitQuery(asked), enabled });
  const acquisition = useQuery({ ...acquisitionQuery({ as_of: search.as_of, margin: search.margin }), enabled });

  const change = (next: ProfitabilitySearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  if (!enabled) return <NoOrders page="profitability" />;

  return (
    <Page
      title={t('profit.title')}
      lead={t('profit.lead')}
      actions={
        <>
          <DateField
            label={t('profit.from')}
            value={search.from}
            placeholder={t('profit.fromStart')}
            first={workspace.first_day}
            last={search.as_of ?? workspace.last_day}
            onChange={(day) => change({ from: day })}
          />
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day, from: search.from !== undefined && day !== undefined && search.from > day ? undefined : search.from })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(report) => (
          <Stack gap="md">
            <CostPanel currency={report.currency} costs={asked} onChange={change} />
            <ProfitView report={report} />
            <div ref={listed} tabIndex={-1} style={{ outline: 'none' }}>
              <ProfitCustomers
                report={report}
                query={asked}
                order={search.order ?? 'worst'}
                part={search.part}
                onOrder={(order) => change({ order: order === 'best' ? order : undefined })}
                onEverybody={() => change({ part: undefined })}
              />
            </div>
          </Stack>
        )}
      </QueryView>
      <QueryView query={acquisition} skeleton={<PanelsSkeleton heights={[{ base: 200, sm: 120 }]} />}>
        {(report) => (
          <Stack gap="md">
            <Acquisition report={report} mayEdit={maySetGoals(user)} />
            <OpenedMonth report={report} search={search} onClose={() => change({ open: undefined })} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

type OpenedMonthProps = { report: AcquisitionReport; search: ProfitabilitySearch; onClose: () => void };

/** The customers who were won in the month that was opened, or in all months with a spend. */
function OpenedMonth({ report, search: { open, as_of: asOf }, onClose }: OpenedMonthProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const panel = useOpened(open);
  const all = open === 'all';
  const count = all ? report.totals.customers : report.months.find(({ month }) => month === open)?.customers;
  if (open === undefined || count === undefined || report.as_of === null) return null;
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      <MemberPanel
        key={open}
        title={all ? t('members.title.acquired') : t('members.title.new', { month: format.month(open) })}
        counted={{ of: 'acquisition', month: all ? undefined : open, as_of: asOf }}
        count={count}
        day={report.as_of}
        currency={report.currency}
        fileName={`acquired-${open}-${report.as_of}.csv`}
        onClose={onClose}
      />
    </div>
  );
}
