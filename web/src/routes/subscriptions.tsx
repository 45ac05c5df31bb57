import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { subscriptionsQuery } from '../features/subscriptions/queries';
import { SubscriptionsView } from '../features/subscriptions/subscriptions-view';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
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
        {(loaded) => <SubscriptionsView report={loaded} query={asked} onChange={change} />}
      </QueryView>
    </Page>
  );
}
