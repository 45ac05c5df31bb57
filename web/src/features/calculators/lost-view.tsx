import { Stack, Text } from '@mantine/core';
import type { LostCustomersReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { InputPanel } from './input-panel';
import type { Given } from './inputs';
import { RetentionValues } from './retention-values';
import { YearChart } from './year-chart';

type LostViewProps = { report: LostCustomersReport; given: Given; onChange: (next: Given) => void };
type Year = LostCustomersReport['years'][number];

export function LostView({ report, given, onChange }: LostViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);

  return (
    <Stack gap="md">
      <InputPanel report={report} given={given} onChange={onChange} />
      {report.advice !== null && (
        <Text fz="sm" c="dimmed" role="note">
          {t(report.years.length === 0 ? 'calc.missing' : 'calc.assumed')}
        </Text>
      )}
      {report.years.length > 0 && <Outcome report={report} date={date} />}
      {report.years.length > 0 && <YearChart report={report} date={date} />}
      {report.years.length > 0 && <YearTable report={report} date={date} />}
      {report.values.length > 0 && <RetentionValues report={report} date={date} />}
    </Stack>
  );
}

/** What the change brings, in figures and a sentence. */
function Outcome({ report, date }: { report: LostCustomersReport; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, change, years } = report;
  const last = years.at(-1);
  if (last === undefined) return null;
  const count = years.length;
  const n = format.number(count);
  const facts: Fact[] = [
    { name: t('calc.fact.difference', { n }, count), value: format.money(last.cumulative_minor, currency), mark: 'difference' },
    { name: t('calc.fact.present'), value: format.money(last.cumulative_present_minor, currency) },
    { name: t('calc.fact.customers', { n }, count), value: format.number(last.changed_customers - last.customers) },
    {
      name: t('calc.fact.churn'),
      value: format.percent(report.changed_yearly_churn),
      note: t('figure.against', { value: format.percent(report.inputs.yearly_churn.value) }),
    },
  ];
  const words = { change: format.percent(Math.abs(change)), amount: format.money(Math.abs(last.cumulative_minor), currency), n };

  return (
    <Panel title={t('calc.outcome')} note={t('state.asOf', { date })}>
      <Text mb="sm">{t(change <= 0 ? 'calc.sentence.fewer' : 'calc.sentence.more', words, count)}</Text>
      <Facts facts={facts} />
    </Panel>
  );
}

function YearTable({ report, date }: { report: LostCustomersReport; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const money = (minor: number) => format.money(minor, currency);
  const columns: Column<Year>[] = [
    { key: 'year', title: t('calc.column.year'), cell: (year) => t('calc.year', { n: format.number(year.year) }) },
    { key: 'inflow', title: t('calc.column.inflow'), cell: (year) => format.number(year.inflow) },
    { key: 'lost', title: t('calc.column.lost'), cell: (year) => format.number(year.lost) },
    { key: 'changedLost', title: t('calc.column.changedLost'), cell: (year) => format.number(year.changed_lost) },
    { key: 'customers', title: t('calc.column.customers'), cell: (year) => format.number(year.customers) },
    { key: 'changedCustomers', title: t('calc.column.changedCustomers'), cell: (year) => format.number(year.changed_customers) },
    { key: 'difference', title: t('calc.column.difference'), cell: (year) => money(year.difference_minor) },
    { key: 'cumulative', title: t('calc.column.cumulative'), cell: (year) => money(year.cumulative_minor) },
    { key: 'present', title: t('calc.column.present'), cell: (year) => money(year.cumulative_present_minor) },
  ];
  const rows = () => [
    columns.map(({ title }) => title),
    ...report.years.map((year) => [
      year.year,
      ...[year.inflow, year.lost, year.changed_lost, year.customers, year.changed_customers].map((value) => Number(value.toFixed(2))),
      ...[year.difference_minor, year.cumulative_minor, year.cumulative_present_minor].map((minor) => toDecimalText(minor, currency.digits)),
    ]),
  ];
  return (
    <Panel
      title={t('calc.years')}
      note={t('state.asOf', { date })}
      actions={<DownloadButton fileName={`lost-customers-${report.as_of ?? ''}.csv`} rows={rows} />}
    >
      <DataTable label={t('calc.years')} rows={report.years} rowKey={(year) => String(year.year)} columns={columns} />
    </Panel>
  );
}
