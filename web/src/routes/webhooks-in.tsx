import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { IncomingNew } from '../features/webhooks/incoming-new';
import { IncomingPanel } from '../features/webhooks/incoming-panel';
import { IncomingTable } from '../features/webhooks/incoming-table';
import { MappingEditor } from '../features/webhooks/mapping-editor';
import { incomingQuery } from '../features/webhooks/queries';
import { RefusedPanel } from '../features/webhooks/refused-panel';
import { useLanguage } from '../lib/i18n';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';

type SideProps = { open: string | undefined; onOpen: (id: string | undefined) => void };

const heights = [180];

/** The senders whose JSON becomes facts. */
export function WebhooksIn({ open, onOpen }: SideProps) {
  const { t } = useLanguage();
  const query = useQuery(incomingQuery());
  const [drawn, setDrawn] = useState<{ id: string; path: string }>();
  return (
    <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
      {(webhooks) => {
        const chosen = webhooks.find((webhook) => webhook.id === open);
        return (
          <Stack gap="md">
            <IncomingNew
              onMade={({ webhook, path }) => {
                setDrawn({ id: webhook.id, path });
                onOpen(webhook.id);
              }}
            />
            {webhooks.length === 0 ? (
              <EmptyState icon={<Webhook size={28} aria-hidden />} title={t('hook.in.none')} text={t('hook.in.noneText')} />
            ) : (
              <IncomingTable webhooks={webhooks} chosen={open} onChoose={(id) => onOpen(id === open ? undefined : id)} />
            )}
            {chosen !== undefined && (
              <>
                <IncomingPanel
                  key={chosen.id}
                  webhook={chosen}
                  path={drawn?.id === chosen.id ? drawn.path : undefined}
                  onPath={(path) => setDrawn(path === undefined ? undefined : { id: chosen.id, path })}
                  onGone={() => onOpen(undefined)}
                />
                <MappingEditor key={`${chosen.id} mapping`} webhook={chosen} />
                <RefusedPanel webhook={chosen} />
              </>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}
