import { Anchor, Text } from '@mantine/core';
import type { WebhookEndpoint } from '../../api/types';
import { isEventKind } from '../../lib/event-kinds';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { healthColour, healthOf } from './health';

type EndpointTableProps = { endpoints: readonly WebhookEndpoint[]; chosen: string | undefined; onChoose: (id: string) => void };

/** Who is told of facts; choosing one opens its deliveries. */
export function EndpointTable({ endpoints, chosen, onChoose }: EndpointTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<WebhookEndpoint>[] = [
    { key: 'url', title: t('hook.out.url'), cell: (endpoint) => opener(endpoint, endpoint.id === chosen, onChoose) },
    { key: 'what', title: t('hook.out.what'), words: true, cell: (endpoint) => toldOf(t, format, endpoint) },
    { key: 'health', title: t('hook.out.health'), words: true, cell: (endpoint) => health(t, endpoint) },
    { key: 'since', title: t('hook.since'), cell: (endpoint) => format.date(endpoint.created_at.slice(0, 10)) },
  ];
  return (
    <Panel title={t('hook.out.list')}>
      <DataTable label={t('hook.out.list')} rows={endpoints} rowKey={(endpoint) => endpoint.id} columns={columns} />
    </Panel>
  );
}

function opener({ id, url, description }: WebhookEndpoint, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <>
      <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={pressed} onClick={() => onChoose(id)} style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
        <bdi dir="ltr">{url}</bdi>
      </Anchor>
      {description !== '' && (
        <Text fz="xs" c="dimmed">
          <bdi>{description}</bdi>
        </Text>
      )}
    </>
  );
}

function health(t: Translate, endpoint: WebhookEndpoint) {
  const state = healthOf(endpoint);
  return (
    <Text span fz="sm" c={healthColour[state]}>
      {t(`hook.out.state.${state}`)}
    </Text>
  );
}

/** The filter in words. */
export function toldOf(t: Translate, format: Formatter, { kinds, names, sources }: WebhookEndpoint): string {
  const parts = [...kinds.map((kind) => (isEventKind(kind) ? t(`source.event.${kind}`) : kind)), ...names];
  const what = parts.length === 0 ? t('hook.out.everything') : format.list(parts);
  return sources.length === 0 ? what : `${what} · ${t('hook.out.ofSources')}`;
}
