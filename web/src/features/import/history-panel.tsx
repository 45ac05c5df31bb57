import { Anchor } from '@mantine/core';
import { importsKey } from '../../api/imports';
import type { Import } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { importPage } from './queries';

type HistoryProps = { user: string; chosen: string | undefined; onOpen: (id: string) => void };

/** What was imported, when and by whom; each opens with its figures, its refused lines and the way back. */
export function HistoryPanel({ user, chosen, onOpen }: HistoryProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<Import>[] = [
    {
      key: 'file',
      title: t('import.history.file'),
      cell: (row) => opener(row, row.id === chosen, onOpen),
      csv: ({ file_name: name }) => name,
    },
    { key: 'kind', title: t('import.history.kind'), words: true, cell: ({ kind }) => t(`import.kind.${kind}`), csv: ({ kind }) => kind },
    { key: 'at', title: t('import.history.at'), words: true, cell: ({ started_at: at }) => format.instant(at), csv: ({ started_at: at }) => at },
    { key: 'by', title: t('import.history.by'), words: true, cell: (row) => byWhom(t, row.started_by, user), csv: (row) => row.started_by },
    { key: 'state', title: t('import.history.state'), words: true, cell: ({ state }) => t(`import.state.${state}`), csv: ({ state }) => state },
    { key: 'added', title: t('import.history.added'), cell: ({ counts }) => format.number(counts.added), csv: ({ counts }) => counts.added },
    { key: 'known', title: t('import.history.known'), cell: ({ counts }) => format.number(counts.known), csv: ({ counts }) => counts.known },
    { key: 'refused', title: t('import.history.refused'), cell: ({ counts }) => format.number(counts.refused), csv: ({ counts }) => counts.refused },
  ];
  return (
    <Panel title={t('import.history.title')} note={t('import.history.note')}>
      <PagedTable
        label={t('import.history.title')}
        listKey={[...importsKey, 'list']}
        fetchPage={importPage}
        rowKey={({ id }) => id}
        columns={columns}
        fileName="imports.csv"
        empty={t('import.history.none')}
      />
    </Panel>
  );
}

function opener({ id, file_name: name }: Import, pressed: boolean, onOpen: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={pressed} onClick={() => onOpen(id)}>
      {apart(name)}
    </Anchor>
  );
}

function byWhom(t: Translate, actor: string, user: string): string {
  if (actor === user) return t('import.history.you');
  if (actor.startsWith('usr_')) return t('import.history.other');
  return t(actor.startsWith('key_') ? 'import.history.key' : 'import.history.machine');
}
