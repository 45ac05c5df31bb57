import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { ExchangePanel } from '../features/sources/exchange-panel';
import { sourcesQuery } from '../features/sources/queries';
import { RefusalPanel } from '../features/sources/refusal-panel';
import { SourceForm } from '../features/sources/source-form';
import { SourcePanel } from '../features/sources/source-panel';
import { SourceTable } from '../features/sources/source-table';
import { StreamPanel } from '../features/sources/stream-panel';
import { VolumePanel } from '../features/sources/volume-panel';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';
import type { SourcesSearch } from './sources-route';

const route = getRouteApi('/shell/sources');
const heights = [180, 420];

export function SourcesPage() {
  const { t } = useLanguage();
  const { open, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(sourcesQuery());
  const change = (next: SourcesSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  const asked = { source: filter.source, kind: filter.kind, name: filter.name, who: filter.who };

  return (
    <Page title={t('nav.sources')} lead={t('source.lead')}>
      <SourceForm onMade={(id) => change({ open: id })} />
      <ExchangePanel />
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(sources) => {
          if (sources.length === 0) {
            return <EmptyState icon={<Radio size={28} aria-hidden />} title={t('source.none')} text={t('source.noneText')} />;
          }
          const chosen = sources.find((source) => source.id === open);
          return (
            <Stack gap="md">
              <SourceTable sources={sources} chosen={open} onChoose={(id) => change({ open: id === open ? undefined : id })} />
              {chosen !== undefined && (
                <>
                  <SourcePanel key={chosen.id} source={chosen} />
                  <VolumePanel source={chosen} />
                  <RefusalPanel source={chosen} />
                </>
              )}
              <StreamPanel sources={sources} query={asked} onChange={change} />
            </Stack>
          );
        }}
      </QueryView>
    </Page>
  );
}
