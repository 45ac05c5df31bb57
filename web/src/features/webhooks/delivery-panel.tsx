import { Button, NativeSelect, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from '../../api/types';
import { isEventKind } from '../../lib/event-kinds';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { KeptLater } from '../../ui/reasons/kept-later';
import { deliveryPage, endpointsKey, retryDelivery } from './queries';

const states = ['pending', 'delivered', 'failed'] as const satisfies readonly WebhookDeliveryState[];
const everyMs = 5_000;

/** What was sent to an endpoint, newest first, and how it went. */
export function DeliveryPanel({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useLanguage();
  const format = useFormat();
  const [state, setState] = useState<WebhookDeliveryState>();
  const columns: ListColumn<WebhookDelivery>[] = [
    { key: 'created', title: t('hook.delivery.created'), cell: (one) => format.instant(one.created_at), csv: (one) => one.created_at },
    { key: 'kind', title: t('hook.delivery.kind'), words: true, cell: (one) => (isEventKind(one.kind) ? t(`source.event.${one.kind}`) : one.kind), csv: (one) => one.kind },
    { key: 'state', title: t('hook.delivery.state'), words: true, cell: (one) => t(`hook.delivery.is.${one.state}`), csv: (one) => one.state },
    { key: 'status', title: t('hook.delivery.status'), cell: (one) => String(one.last_status ?? '–'), csv: (one) => one.last_status },
    { key: 'attempts', title: t('hook.delivery.attempts'), cell: (one) => format.number(one.attempts), csv: (one) => one.attempts },
    { key: 'took', title: t('hook.delivery.took'), cell: (one) => format.number(one.duration_ms), csv: (one) => one.duration_ms },
    { key: 'error', title: t('hook.delivery.error'), words: true, cell: wrong, csv: (one) => one.last_error },
    { key: 'next', title: t('hook.delivery.next'), cell: (one) => (one.next_at === null ? '–' : format.instant(one.next_at)), csv: (one) => one.next_at },
    { key: 'retry', title: t('hook.delivery.again'), words: true, cell: (one) => retry(endpoint.id, one), csv: (one) => one.id },
  ];
  return (
    <Panel
      title={t('hook.delivery.list')}
      note={t('hook.delivery.note')}
      actions={
        <NativeSelect
          label={t('hook.delivery.state')}
          value={state ?? ''}
          onChange={(event) => setState(states.find((one) => one === event.currentTarget.value))}
          data={[{ value: '', label: t('hook.delivery.all') }, ...states.map((value) => ({ value, label: t(`hook.delivery.is.${value}`) }))]}
        />
      }
    >
      <PagedTable
        label={t('hook.delivery.list')}
        listKey={[...endpointsKey, endpoint.id, 'deliveries', state]}
        every={everyMs}
        fetchPage={(cursor, limit, signal) => deliveryPage(endpoint.id, { state, cursor, limit }, signal)}
        rowKey={(one) => one.id}
        columns={columns}
        fileName={`deliveries-${endpoint.id}.csv`}
        empty={t('hook.delivery.none')}
      />
    </Panel>
  );
}

function wrong({ last_error: error, last_error_code: code, last_error_args: args }: WebhookDelivery) {
  return error === null ? '–' : <KeptLater of={{ error, error_code: code, error_args: args }} />;
}

function retry(endpoint: string, delivery: WebhookDelivery) {
  return delivery.state === 'delivered' ? '–' : <Retry endpoint={endpoint} delivery={delivery.id} />;
}

function Retry({ endpoint, delivery }: { endpoint: string; delivery: string }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const again = useMutation({ mutationFn: retryDelivery, onSettled: () => queryClient.invalidateQueries({ queryKey: endpointsKey }) });
  return (
    <>
      <Button variant="default" size="compact-xs" loading={again.isPending} onClick={() => again.mutate({ id: endpoint, delivery })}>
        {t('hook.delivery.retry')}
      </Button>
      {again.error !== null && (
        <Text role="alert" fz="xs" c="var(--bad)">
          {failureText(t, again.error)}
        </Text>
      )}
    </>
  );
}
