import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Bridge } from '../features/value/bridge';
import { NoModel } from '../features/value/no-model';
import { type BridgeQuery, equityQuery, valueQuery } from '../features/value/queries';
import { ValueView } from '../features/value/value-view';
import { addDays, yearEarlier } from '../lib/date';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { Panel } from '../ui/panel';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { noModelYet } from './no-model-yet';
import { NoOrders } from './no-orders';
import { maySetGoals, useSession } from './use-session';
import { OpenedValue } from './value-opened';
import type { ValueSearch } from './value-route';

const route = getRouteApi('/shell/value');
const heights = [{ base: 900, sm: 460, md: 330 }, { base: 420, sm: 250 }, { base: 1000, lg: 440 }, { base: 900, sm: 220 }, 520];

export function ValuePage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const terms = { margin: search.margin, discount: search.discount };
  const months = search.months ?? 36;
  const query = useQuery({ ...valueQuery({ ...terms, as_of: search.as_of }), enabled: workspace.orders > 0 });

  const change = (next: ValueSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  if (workspace.orders === 0) return <NoOrders page="value" />;
  if (noModelYet(query.error)) {
    return (
      <Page title={t('nav.value')}>
        <NoModel mayFit={maySetGoals(user)} />
      </Page>
    );
  }
  const to = search.as_of ?? workspace.last_day;
  return (
    <Page
      title={t('nav.value')}
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
          <ValueView
            report={report}
            terms={terms}
            choice={{
              months,
              by: search.by ?? 'segment',
              track: search.track ?? 'cumulative',
              candidate: search.candidate,
              sort: search.sort ?? 'clv',
            }}
            mayFit={maySetGoals(user)}
            bridge={
              to === null ? null : (
                <BridgePanel
                  query={{ ...terms, months, from: search.from, to: search.as_of }}
                  usual={yearEarlier(to)}
                  first={workspace.first_day}
                  last={addDays(to, -1)}
                  onFrom={(from) => change({ from })}
                />
              )
            }
            opened={<OpenedValue report={report} bridge={{ ...terms, months, from: search.from, to: search.as_of }} open={search.open} onClose={() => change({ open: undefined })} />}
            onTerms={change}
            onChoice={({ by, track, sort, ...rest }) =>
              change({
                ...(by === undefined ? {} : { by: by === 'segment' ? undefined : by }),
                ...(track === undefined ? {} : { track: track === 'cumulative' ? undefined : track }),
                ...(sort === undefined ? {} : { sort: sort === 'clv' ? undefined : sort }),
                ...('candidate' in rest ? { candidate: rest.candidate } : {}),
              })
            }
          />
        )}
      </QueryView>
    </Page>
  );
}

type BridgePanelProps = {
  query: BridgeQuery;
  usual: string;
  first: string | null;
  last: string;
  onFrom: (day: string | undefined) => void;
};

function BridgePanel({ query: asked, usual, first, last, onFrom }: BridgePanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const query = useQuery(equityQuery(asked));
  return (
    <Panel
      title={t('value.bridge.title')}
      note={t('value.over', { months: t('value.months', { n: format.number(asked.months) }, asked.months) })}
      actions={
        <DateField
          label={t('value.bridge.from')}
          value={asked.from}
          placeholder={format.date(usual)}
          first={first}
          last={last}
          onChange={onFrom}
        />
      }
    >
      <QueryView query={query} skeleton={<Skeleton h={{ base: 900, sm: 560 }} />}>
        {(report) => <Bridge report={report} />}
      </QueryView>
    </Panel>
  );
}
