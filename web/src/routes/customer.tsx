import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiError } from '../api/problem';
import type { CustomerCard } from '../api/types';
import { CardHead } from '../features/customer/card-head';
import { CartPanel } from '../features/customer/cart-panel';
import { Details } from '../features/customer/details';
import { Missing } from '../features/customer/missing';
import { cardQuery } from '../features/customer/queries';
import { SeenPanel } from '../features/customer/seen-panel';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { SectionLinks } from './section-links';
import { useSession } from './use-session';

const route = getRouteApi('/shell/customers/$customer');
const heights = [{ base: 180, sm: 110 }, 320];
const sections = ['overview', 'details'] as const;

/** All that is known of one customer. */
export function CustomerPage() {
  const { t } = useLanguage();
  const { customer } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const { workspace } = useSession();
  const query = useQuery(cardQuery(customer));

  if (query.error instanceof ApiError && query.error.failure === 'not_found') {
    const home = <Anchor renderRoot={(props) => <Link {...props} to="/" />}>{t('notFound.home')}</Anchor>;
    return (
      <Page title={t('customer.missing.heading')}>
        <Missing customer={customer} back={home} />
      </Page>
    );
  }
  return (
    <Page title={heading(query.data, customer, t('customer.noName'))}>
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(card) => (
          <Stack gap="md">
            <CardHead card={card} />
            <SectionLinks customer={customer} open={tab} sections={sections} />
            {tab === 'overview' ? (
              <>
                <SeenPanel card={card} />
                <CartPanel card={card} currency={workspace.currency} />
              </>
            ) : (
              <Details card={card} />
            )}
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
