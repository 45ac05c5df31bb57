import type { RefusalPage } from '../../api/types';
import { importsKey } from '../../api/imports';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Title } from '@mantine/core';
import { apart, sample } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { why } from '../../ui/reasons/why';
import { refusalPage } from './queries';

type Row = RefusalPage['items'][number];

/** The lines that were refused, page by page, and all of them as a file to mend. */
export function RefusedLines({ id }: { id: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<Row>[] = [
    { key: 'line', title: t('import.refused.line'), cell: ({ line }) => format.number(line), csv: ({ line }) => line },
    { key: 'column', title: t('import.refused.column'), words: true, cell: ({ column }) => apart(column), csv: ({ column }) => column },
    { key: 'value', title: t('import.refused.value'), words: true, cell: ({ value }) => (value === '' ? '–' : sample(value)), csv: ({ value }) => value },
    { key: 'reason', title: t('import.refused.reason'), words: true, cell: (row) => why(t, format, row), csv: ({ reason }) => reason },
  ];
  return (
    <div data-refusals={id}>
      <Title order={3} fz="sm" mb={4}>
        {t('import.result.refusals')}
      </Title>
      <PagedTable
        label={t('import.result.refusals')}
        listKey={[...importsKey, id, 'refused']}
        fetchPage={(cursor, limit, signal) => refusalPage(id, cursor, limit, signal)}
        rowKey={({ line }) => String(line)}
        columns={columns}
        fileName={`${id}-refusals.csv`}
        file={`/api/v1/imports/${id}/refusals`}
        empty={t('import.refused.none')}
      />
    </div>
  );
}
