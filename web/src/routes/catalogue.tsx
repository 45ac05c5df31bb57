import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Tags } from 'lucide-react';
import { DecisionPanel } from '../features/catalogue/decision-panel';
import { EventList } from '../features/catalogue/event-list';
import { EventPanel } from '../features/catalogue/event-panel';
import { followedQuery } from '../features/catalogue/queries';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';
import type { CatalogueSearch } from './catalogue-route';
import { mayAdminister, useSession } from './use-session';

const route = getRouteApi('/shell/catalogue');
const heights = [420, 80];

export function CataloguePage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const { kind, search, drift, open, name = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(followedQuery());
  const mayDecide = mayAdminister(user);
  const change = (next: CatalogueSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });

  return (
    <Page title={t('nav.catalogue')} lead={t('catalogue.lead')}>
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {({ isEmpty }) =>
          isEmpty ? (
            <EmptyState icon={<Tags size={28} aria-hidden />} title={t('catalogue.none')} text={t('catalogue.noneText')} />
          ) : (
            <Stack gap="md">
              <EventList
                filter={{ kind, search, drift }}
                onFilter={change}
                chosen={open === undefined ? undefined : { kind: open, name }}
                onChoose={(event) => change(event.kind === open && event.name === name ? { open: undefined, name: undefined } : { open: event.kind, name: event.name || undefined })}
              />
              {open !== undefined && <EventPanel key={`${open} ${name}`} kind={open} name={name} mayDecide={mayDecide} />}
              <DecisionPanel mayDecide={mayDecide} />
            </Stack>
          )
        }
      </QueryView>
    </Page>
  );
}
