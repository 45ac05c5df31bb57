import { Anchor } from '@mantine/core';
import type { Source } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type SourceTableProps = { sources: readonly Source[]; chosen: string | undefined; onChoose: (id: string) => void };

/** Where events come from; choosing one opens its key, its volumes and what was refused. */
export function SourceTable({ sources, chosen, onChoose }: SourceTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<Source>[] = [
    {
      key: 'name',
      title: t('source.column.name'),
      cell: (source) => opener(source, source.id === chosen, onChoose),
    },
    { key: 'kind', title: t('source.column.kind'), words: true, cell: (source) => t(`source.kind.${source.kind}`) },
    {
      key: 'state',
      title: t('source.column.state'),
      words: true,
      cell: (source) => (source.disabled_at === null ? t('source.open') : t('source.closed')),
    },
    { key: 'since', title: t('source.column.since'), cell: (source) => format.date(source.created_at.slice(0, 10)) },
  ];
  return (
    <Panel title={t('source.list')}>
      <DataTable label={t('source.list')} rows={sources} rowKey={(source) => source.id} columns={columns} />
    </Panel>
  );
}

function opener({ id, name }: Source, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" aria-pressed={pressed} onClick={() => onChoose(id)}>
      {name}
    </Anchor>
  );
}
