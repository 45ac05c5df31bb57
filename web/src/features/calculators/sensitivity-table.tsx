import { useFormat } from '../../lib/format';
import type { Currency } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { Panel } from '../../ui/panel';
import { type Reading, type Sensitivity, sensitivity } from './sensitivity';

const shown = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

type SensitivityTableProps = { margin_minor: number; discount: number; uplift: number; reading: Reading; currency: Currency };
type Row = Sensitivity & { plain: number | null };

export function SensitivityTable({ currency, ...terms }: SensitivityTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const rows: Row[] = shown.map((retention) => ({
    ...sensitivity(retention, terms),
    plain: sensitivity(retention, { ...terms, discount: 0 }).change,
  }));
  const columns: Column<Row>[] = [
    { key: 'retention', title: t('planning.retention.column.retention'), cell: (row) => format.percent(row.retention) },
    { key: 'changed', title: t('planning.retention.column.changed'), cell: (row) => format.percent(row.changed) },
    { key: 'before', title: t('planning.retention.column.before'), cell: (row) => format.money(row.before, currency) },
    { key: 'after', title: t('planning.retention.column.after'), cell: (row) => format.money(row.after, currency) },
    { key: 'change', title: t('planning.retention.column.change'), cell: (row) => format.change(row.change) },
    { key: 'plain', title: t('planning.retention.column.plain'), cell: (row) => format.change(row.plain) },
  ];
  const ratio = (value: number | null) => (value === null ? null : Number(value.toFixed(6)));
  const money = (minor: number | null) => (minor === null ? null : toDecimalText(minor, currency.digits));
  const file = () => [
    columns.map(({ title }) => title),
    ...rows.map((row) => [row.retention, ratio(row.changed), money(row.before), money(row.after), ratio(row.change), ratio(row.plain)]),
  ];
  return (
    <Panel title={t('planning.retention.table')} actions={<DownloadButton fileName="retention-sensitivity.csv" rows={file} />}>
      <DataTable label={t('planning.retention.table')} rows={rows} rowKey={(row) => String(row.retention)} columns={columns} />
    </Panel>
  );
}
