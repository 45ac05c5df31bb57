import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { QualityReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type Row = QualityReport['refusals'][number];

/** What was not taken, by source and reason, the most frequent first. */
export function RefusalPanel({ report }: { report: QualityReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const nameOf = (id: string) => report.sources.find(({ source }) => source === id)?.source_name ?? id;
  const columns: Column<Row>[] = [
    { key: 'code', title: t('source.reason'), words: true, cell: (row) => named(t, row.code) },
    { key: 'source', title: t('quality.source'), words: true, cell: (row) => link(row.source, nameOf(row.source)) },
    { key: 'count', title: t('quality.events'), cell: (row) => format.number(row.count) },
    { key: 'last', title: t('quality.refusal.last'), cell: (row) => format.instant(row.last_at) },
  ];
  return (
    <Panel title={t('quality.refusal.title')} note={t('quality.refusal.note')}>
      {report.refusals.length === 0 ? (
        <Text c="dimmed">{t('quality.refusal.none')}</Text>
      ) : (
        <DataTable label={t('quality.refusal.title')} rows={report.refusals} rowKey={(row) => `${row.source} ${row.code}`} columns={columns} maxHeight={320} />
      )}
    </Panel>
  );
}

/** A reason in short; one of an earlier version has its code alone. */
function named(t: Translate, code: Row['code']) {
  const key = `quality.refusal.reason.${code}` as const;
  const name = t(key);
  return name === key ? said(code) : name;
}

function link(id: string, name: string) {
  return (
    <Anchor fz="sm" renderRoot={(props) => <Link {...props} to="/sources" search={{ open: id }} />}>
      <bdi>{name}</bdi>
    </Anchor>
  );
}
