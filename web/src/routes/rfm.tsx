import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { RfmReport } from '../api/types';
import { MemberPanel } from '../features/members/member-panel';
import { useOpened } from '../ui/use-opened';
import { findPlace, type FoundPlace } from '../features/rfm/places';
import { rfmQuery } from '../features/rfm/queries';
import { RfmSkeleton } from '../features/rfm/rfm-skeleton';
import { RfmView } from '../features/rfm/rfm-view';
import { addDays } from '../lib/date';
import { useFormat } from '../lib/format';
import { type Translate, useLanguage } from '../lib/i18n';
import { segmentTitle } from '../lib/segment-names';
import { Choice } from '../ui/choice';
import { SegmentLink } from '../ui/customer-link';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { QueryView } from '../ui/query-view';
import { NoOrders } from './no-orders';
import type { RfmSearch } from './rfm-route';
import { useSession } from './use-session';

const route = getRouteApi('/shell/rfm');

export function RfmPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const money = search.money ?? 'net';
  const show = search.show ?? 'customers';
  const query = useQuery({
    ...rfmQuery({ asOf: search.as_of, compare: search.compare, money }),
    enabled: workspace.orders > 0,
  });

  const day = search.as_of ?? workspace.last_day;
  const change = (next: RfmSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  // Only an earlier day can be compared with.
  const chooseDay = (asOf: string | undefined) => {
    const end = asOf ?? workspace.last_day;
    const kept = search.compare !== undefined && end !== null && search.compare < end;
    change({ as_of: asOf, compare: kept ? search.compare : undefined });
  };
  if (workspace.orders === 0) return <NoOrders page="rfm" />;

  return (
    <Page
      title={t('nav.rfm')}
      actions={
        <>
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={chooseDay}
          />
          <DateField
            label={t('rfm.compare')}
            value={search.compare}
            placeholder={t('rfm.noCompare')}
            first={workspace.first_day}
            last={day === null ? null : addDays(day, -1)}
            onChange={(compare) => change({ compare })}
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
          <Choice
            label={t('rfm.show')}
            value={show}
            options={[
              { value: 'customers', label: t('rfm.column.customers') },
              { value: 'revenue', label: t('rfm.column.revenue') },
            ]}
            onChange={(next) => change({ show: next === 'revenue' ? next : undefined })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<RfmSkeleton />}>
        {(report) => (
          <RfmView
            report={report}
            show={show}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
            opened={<OpenedPlace report={report} search={search} onClose={() => change({ open: undefined })} />}
          />
        )}
      </QueryView>
    </Page>
  );
}

type OpenedPlaceProps = { report: RfmReport; search: RfmSearch; onClose: () => void };

/** The customers of the place of the map that was opened, or who made the move, by the report. */
function OpenedPlace({ report, search: { open, as_of: asOf, compare }, onClose }: OpenedPlaceProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const panel = useOpened(open);
  if (open === undefined || report.as_of === null) return null;
  const found = findPlace(report, open);
  if (found === undefined) return null;
  const notes = [
    found.is === 'cell' && t('rfm.recencyScore', { n: format.number(found.scores.r) }),
    found.is === 'cell' && t('rfm.frequencyScore', { n: format.number(found.scores.f) }),
    found.is === 'move' && format.range(format.date(found.days.from), format.date(found.days.to)),
    report.money === 'gross' && t('rfm.moneyNote.gross'),
  ];
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      <MemberPanel
        key={open}
        title={placeTitle(t, found)}
        counted={{ of: 'rfm', place: open, money: report.money, compare, as_of: asOf }}
        count={found.customers}
        day={report.as_of}
        currency={report.currency}
        fileName={`rfm-${open}-${report.as_of}.csv`}
        notes={notes}
        choice={found.is === 'segment' && <SegmentLink segment={found.segment}>{t('members.today')}</SegmentLink>}
        onClose={onClose}
      />
    </div>
  );
}

function placeTitle(t: Translate, found: FoundPlace): string {
  switch (found.is) {
    case 'all':
      return t('members.title.everybody');
    case 'move': {
      const from = segmentTitle(t, found.from);
      return found.to === undefined ? t('rfm.movedAnywhere', { from }) : t('rfm.moved', { from, to: segmentTitle(t, found.to) });
    }
    case 'cell':
    case 'segment':
      return segmentTitle(t, found.segment);
  }
}
