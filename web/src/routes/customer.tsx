import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiError } from '../api/problem';
import type { CustomerCard } from '../api/types';
import { CardFacts } from '../features/customer/card-facts';
import { CardHead } from '../features/customer/card-head';
import { Details } from '../features/customer/details';
import { Missing } from '../features/customer/missing';
import { Notes } from '../features/customer/notes';
import { OrderList } from '../features/customer/order-list';
import { Overview } from '../features/customer/overview';
import { cardQuery } from '../features/customer/queries';
import { Timeline } from '../features/customer/timeline';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { SectionLinks } from './section-links';
import { useSession } from './use-session';

const route = getRouteApi('/shell/customers/$customer');
const heights = [{ base: 130, sm: 40 }, { base: 180, sm: 110 }, 320];

/** All that is known of one customer. */
export function CustomerPage() {
  const { t } = useLanguage();
  const { customer } = route.useParams();
  const { tab = 'overview', kinds } = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const query = useQuery(cardQuery(customer));
  const all = <Anchor renderRoot={(props) => <Link {...props} to="/customers" />}>{t('customer.all')}</Anchor>;

  if (query.error instanceof ApiError && query.error.failure === 'not_found') {
    return (
      <Page title={t('customer.missing.heading')}>
        <Missing customer={customer} back={all} />
      </Page>
    );
  }
  const chooseKinds = (chosen: string[]) =>
    void navigate({ search: (old) => ({ ...old, kinds: chosen.length === 0 ? undefined : chosen.join(',') }), replace: true, resetScroll: false });
  return (
    <Page title={heading(query.data, customer, t('customer.noName'))} lead={all}>
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(card) => (
          <Stack gap="md">
            <CardFacts card={card} currency={workspace.currency} />
            <CardHead card={card} />
            <SectionLinks customer={customer} open={tab} />
            {tab === 'overview' && <Overview card={card} currency={workspace.currency} />}
            {tab === 'timeline' && <Timeline id={card.id} currency={workspace.currency} kinds={kinds?.split(',') ?? []} onKinds={chooseKinds} />}
            {tab === 'orders' && <OrderList id={card.id} currency={workspace.currency} />}
            {tab === 'notes' && <Notes id={card.id} />}
            {tab === 'details' && <Details card={card} />}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** A name keeps its own direction, also in the title of the window, which has no markup. */
function heading(card: CustomerCard | undefined, customer: string, noName: string): string {
  if (card === undefined) return `\u2068${customer}\u2069`;
  return card.name === null || card.name.trim() === '' ? `${noName} \u2068${card.key}\u2069` : `\u2068${card.name}\u2069`;
}
