import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { DeliveryPanel } from '../features/webhooks/delivery-panel';
import { EndpointNew } from '../features/webhooks/endpoint-new';
import { EndpointPanel } from '../features/webhooks/endpoint-panel';
import { EndpointTable } from '../features/webhooks/endpoint-table';
import { endpointsQuery } from '../features/webhooks/queries';
import { useLanguage } from '../lib/i18n';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';

type SideProps = { open: string | undefined; onOpen: (id: string | undefined) => void };

const heights = [180];

/** The systems that are told of facts. */
export function WebhooksOut({ open, onOpen }: SideProps) {
  const { t } = useLanguage();
  const query = useQuery(endpointsQuery());
  const [drawn, setDrawn] = useState<{ id: string; secret: string }>();
  return (
    <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
      {(endpoints) => {
        const chosen = endpoints.find((endpoint) => endpoint.id === open);
        return (
          <Stack gap="md">
            <EndpointNew
              onMade={({ endpoint, secret }) => {
                setDrawn({ id: endpoint.id, secret });
                onOpen(endpoint.id);
              }}
            />
            {endpoints.length === 0 ? (
              <EmptyState icon={<Webhook size={28} aria-hidden />} title={t('hook.out.none')} text={t('hook.out.noneText')} />
            ) : (
              <EndpointTable endpoints={endpoints} chosen={open} onChoose={(id) => onOpen(id === open ? undefined : id)} />
            )}
            {chosen !== undefined && (
              <>
                <EndpointPanel
                  key={chosen.id}
                  endpoint={chosen}
                  secret={drawn?.id === chosen.id ? drawn.secret : undefined}
                  onSecret={(secret) => setDrawn(secret === undefined ? undefined : { id: chosen.id, secret })}
                  onGone={() => onOpen(undefined)}
                />
                <DeliveryPanel endpoint={chosen} />
              </>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}
