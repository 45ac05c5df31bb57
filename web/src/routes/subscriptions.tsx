import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ContractReport } from '../api/types';
import { MemberPanel } from '../features/members/member-panel';
import { useOpened } from '../ui/use-opened';
import { subscriptionsQuery } from '../features/subscriptions/queries';
import { SubscriptionsView } from '../features/subscriptions/subscriptions-view';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { subscriberFigures } from '../ui/figure-link';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { SubscriptionsSearch } from './subscriptions-route';

const route = getRouteApi('/shell/subscriptions');
const heights = [{ base: 330, sm: 160 }, 370, { base: 900, lg: 400 }];

export function SubscriptionsPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = { as_of: search.as_of, margin: search.margin, discount: search.discount };
  const by = search.by ?? 'month';
  const query = useQuery(subscriptionsQuery({ ...asked, by }));
  const change = (next: SubscriptionsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  const report = query.data;
  const first = report?.months[0]?.start ?? null;
  const day = report?.as_of ?? null;

  return (
    <Page
      title={t('nav.subscriptions')}
      actions={
        report?.current !== null && (
          <>
            <DateField
              label={t('date.asOf')}
              value={search.as_of}
              placeholder={day === null ? t('date.latest') : format.date(day)}
              first={first}
              last={null}
              onChange={(next) => change({ as_of: next })}
            />
            <Choice
              label={t('subscription.by')}
              value={by}
              options={[
                { value: 'month', label: t('cohorts.by.month.name') },
                { value: 'quarter', label: t('cohorts.by.quarter.name') },
                { value: 'year', label: t('cohorts.by.year.name') },
              ]}
              onChange={(next) => change({ by: next === 'month' ? undefined : next })}
            />
          </>
        )
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(loaded) => (
          <SubscriptionsView
            report={loaded}
            query={asked}
            opened={<OpenedFigure report={loaded} search={search} onClose={() => change({ open: undefined, month: undefined })} />}
            onChange={change}
          />
        )}
      </QueryView>
    </Page>
  );
}

type OpenedFigureProps = { report: ContractReport; search: SubscriptionsSearch; onClose: () => void };

/** The customers of the figure of a month that was opened. */
function OpenedFigure({ report, search: { open, month: name, as_of: asOf }, onClose }: OpenedFigureProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const panel = useOpened(open === undefined ? undefined : `${open} ${name}`);
  const month = report.months.find((one) => one.month === name);
  if (open === undefined || month === undefined || report.as_of === null) return null;
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      <MemberPanel
        key={`${open} ${name}`}
        title={t(`members.title.subscribers_${open}`, { month: format.month(month.month) })}
        counted={{ of: 'subscriptions', figure: open, month: month.month, as_of: asOf }}
        count={month[subscriberFigures[open]]}
        day={report.as_of}
        currency={report.currency}
        fileName={`subscribers-${open}-${month.month}.csv`}
        onClose={onClose}
      />
    </div>
  );
}
