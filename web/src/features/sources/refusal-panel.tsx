import type { EventRefusalPage, Source } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { sample } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { whyEvent } from '../../ui/reasons/why';
import { refusalPage, sourcesKey } from './queries';

type Row = EventRefusalPage['items'][number];

/** What a source sent and was not taken, and why. */
export function RefusalPanel({ source }: { source: Source }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<Row>[] = [
    { key: 'at', title: t('source.at'), cell: (row) => format.instant(row.refused_at), csv: (row) => row.refused_at },
    { key: 'reason', title: t('source.reason'), words: true, cell: (row) => whyEvent(t, format, row), csv: (row) => row.reason },
    {
      key: 'sample',
      title: t('source.sample'),
      words: true,
      cell: (row) => sample(row.sample),
      csv: (row) => row.sample,
    },
  ];
  return (
    <Panel title={t('source.refusals')} note={t('source.refusalsNote')}>
      <PagedTable
        label={t('source.refusals')}
        listKey={[...sourcesKey, source.id, 'refusals']}
        fetchPage={(cursor, limit, signal) => refusalPage(source.id, cursor, limit, signal)}
        rowKey={(row) => row.id}
        columns={columns}
        fileName={`refusals-${source.id}.csv`}
        empty={t('source.noRefusals')}
      />
    </Panel>
  );
}
