import type { QualityReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { share } from './shares';

const steps = ['ahead', 'minute', 'hour', 'day', 'week', 'more'] as const;
type Row = { step: (typeof steps)[number]; count: number; part: number | null };

/** How long events took from happening to arriving. */
export function LatePanel({ totals }: { totals: QualityReport['totals'] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const rows: Row[] = steps.map((step) => ({ step, count: totals.late[step], part: share(totals.late[step], totals.events) }));
  const columns: Column<Row>[] = [
    { key: 'step', title: t('quality.late.after'), cell: (row) => t(`quality.late.${row.step}`) },
    { key: 'count', title: t('quality.events'), cell: (row) => format.number(row.count) },
    { key: 'share', title: t('quality.late.share'), cell: (row) => format.percent(row.part) },
  ];
  return (
    <Panel title={t('quality.late.title')} note={t('quality.late.note')}>
      <DataTable label={t('quality.late.title')} rows={rows} rowKey={(row) => row.step} columns={columns} />
    </Panel>
  );
}
