import { Anchor } from '@mantine/core';
import type { SourceQuality } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { invalidContacts, share } from './shares';

type SourceTableProps = { sources: readonly SourceQuality[]; chosen: string | undefined; onChoose: (id: string) => void };

/** The same figures by source, the busiest first; choosing one opens its volumes. */
export function SourceTable({ sources, chosen, onChoose }: SourceTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<SourceQuality>[] = [
    { key: 'source', title: t('quality.source'), cell: (source) => opener(source, source.source === chosen, onChoose) },
    { key: 'kind', title: t('source.column.kind'), words: true, cell: (source) => t(`source.kind.${source.source_kind}`) },
    { key: 'events', title: t('quality.events'), cell: (source) => format.number(source.events) },
    { key: 'anonymous', title: t('quality.card.anonymous'), cell: (source) => format.percent(share(source.without_customer.events, source.events)) },
    { key: 'orders', title: t('quality.card.orders'), cell: (source) => format.percent(share(source.without_customer.orders, source.without_customer.orders_total)) },
    { key: 'late', title: t('quality.card.late'), cell: (source) => format.percent(source.late.share) },
    { key: 'contacts', title: t('quality.card.contacts'), cell: ({ contacts }) => format.percent(share(invalidContacts(contacts).invalid, invalidContacts(contacts).all)) },
    { key: 'refused', title: t('quality.card.refused'), cell: (source) => format.number(source.refused) },
  ];
  return (
    <Panel title={t('quality.bySource')}>
      <DataTable label={t('quality.bySource')} rows={sources} rowKey={({ source }) => source} columns={columns} />
    </Panel>
  );
}

function opener({ source, source_name: name }: SourceQuality, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={pressed} onClick={() => onChoose(source)}>
      <bdi>{name}</bdi>
    </Anchor>
  );
}
