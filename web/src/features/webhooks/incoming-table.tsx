import { Anchor } from '@mantine/core';
import type { IncomingWebhook } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type IncomingTableProps = { webhooks: readonly IncomingWebhook[]; chosen: string | undefined; onChoose: (id: string) => void };

/** The doors of senders; choosing one opens its mapping and what was refused. */
export function IncomingTable({ webhooks, chosen, onChoose }: IncomingTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<IncomingWebhook>[] = [
    { key: 'name', title: t('hook.in.name'), cell: (webhook) => opener(webhook, webhook.id === chosen, onChoose) },
    { key: 'state', title: t('hook.in.state'), words: true, cell: (webhook) => stateOf(t, webhook) },
    { key: 'check', title: t('hook.in.check'), words: true, cell: (webhook) => t(`hook.in.checks.${webhook.check}`) },
    { key: 'since', title: t('hook.since'), cell: (webhook) => format.date(webhook.created_at.slice(0, 10)) },
  ];
  return (
    <Panel title={t('hook.in.list')}>
      <DataTable label={t('hook.in.list')} rows={webhooks} rowKey={(webhook) => webhook.id} columns={columns} />
    </Panel>
  );
}

function opener({ id, name }: IncomingWebhook, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" aria-pressed={pressed} onClick={() => onChoose(id)}>
      <bdi>{name}</bdi>
    </Anchor>
  );
}

/** Whether payloads are taken, and by which mapping. */
export function stateOf(t: Translate, { live_since: liveSince, is_saved_live: isSavedLive }: IncomingWebhook): string {
  if (liveSince === null) return t('hook.in.notLive');
  return isSavedLive ? t('hook.in.live') : t('hook.in.behind');
}
