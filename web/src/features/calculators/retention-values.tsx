import type { LostCustomersReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { Panel } from '../../ui/panel';

type Value = LostCustomersReport['values'][number];

/** How the worth of one customer's future hangs on retention. */
export function RetentionValues({ report, date }: { report: LostCustomersReport; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const now = report.values[0]?.retention ?? 0;
  const values = report.values.toSorted((a, b) => a.retention - b.retention);
  const points = ({ retention }: Value) => {
    const difference = (retention - now) * 100;
    if (Math.abs(difference) < 0.005) return t('calc.today');
    return t(difference > 0 ? 'calc.pointsMore' : 'calc.pointsFewer', { n: format.short(Math.abs(difference), 2) }, Math.abs(difference));
  };
  const columns: Column<Value>[] = [
    { key: 'retention', title: t('calc.column.retention'), cell: (value) => `\u2066${format.percent(value.retention)}\u2069 · ${points(value)}` },
    {
      key: 'value',
      title: t('calc.column.value'),
      cell: (value) => (value.value_minor === null ? t('calc.noBound') : format.money(value.value_minor, currency)),
    },
    { key: 'change', title: t('calc.column.change'), cell: (value) => format.change(value.change) },
  ];
  const rows = () => [
    columns.map((column) => column.title),
    ...values.map((value) => [
      Number(value.retention.toFixed(6)),
      value.value_minor === null ? null : toDecimalText(value.value_minor, currency.digits),
      value.change === null ? null : Number(value.change.toFixed(6)),
    ]),
  ];
  return (
    <Panel
      title={t('calc.values')}
      note={`${t('calc.valuesNote')} · ${t('state.asOf', { date })}`}
      actions={<DownloadButton fileName={`retention-values-${report.as_of ?? ''}.csv`} rows={rows} />}
    >
      <DataTable label={t('calc.values')} rows={values} rowKey={(value) => String(value.retention)} columns={columns} />
    </Panel>
  );
}
