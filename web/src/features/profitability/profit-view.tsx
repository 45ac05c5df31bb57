import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { ProfitReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { type Fact, Facts } from '../../ui/facts';
import { ProfitLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { WhaleChart } from './whale-chart';

type Decile = ProfitReport['deciles'][number];

export function ProfitView({ report }: { report: ProfitReport }) {
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);

  return (
    <Stack gap="md">
      <Summary report={report} date={date} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <WhaleChart report={report} date={date} />
        <Deciles report={report} date={date} />
      </SimpleGrid>
    </Stack>
  );
}

function Summary({ report, date }: { report: ProfitReport; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { basis, totals, unprofitable, peak, currency } = report;
  const money = (minor: number) => format.money(minor, currency);
  const facts: Fact[] = [
    {
      name: t('profit.fact.customers'),
      value: format.number(report.counted),
      note: report.left_out === 0 ? undefined : t('profit.leftOut', { n: format.number(report.left_out) }),
      mark: 'customers',
    },
    { name: t('profit.fact.revenue'), value: money(totals.revenue_minor) },
    { name: t('profit.fact.returns'), value: money(totals.returns_minor) },
    ...(basis === 'profit' ? [{ name: t('profit.fact.cost'), value: money(totals.cost_minor) }] : []),
    ...(totals.serving_minor === 0 ? [] : [{ name: t('profit.fact.serving'), value: money(totals.serving_minor) }]),
    { name: t(`profit.result.${basis}`), value: money(totals.result_minor) },
    {
      name: t('profit.fact.unprofitable'),
      value: format.percent(unprofitable.share),
      note: (
        <ProfitLink part="unprofitable" customers={unprofitable.customers}>
          {t('profit.unprofitableNote', { n: format.number(unprofitable.customers), amount: money(unprofitable.result_minor) }, unprofitable.customers)}
        </ProfitLink>
      ),
      mark: 'unprofitable',
    },
    ...(peak === null || peak.share === null
      ? []
      : [
          {
            name: t('profit.fact.peak'),
            value: format.percent(peak.share),
            note: t('profit.peakNote', { share: format.percent(peak.customers_share) }),
          },
        ]),
  ];
  return (
    <Panel title={t('profit.summary')} note={`${t(`profit.basis.${basis}`)} · ${t('state.asOf', { date })}`}>
      <Facts facts={facts} />
      {basis === 'revenue' && (
        <Text fz="sm" c="dimmed" mt="xs">
          {t('profit.noCosts')}
        </Text>
      )}
    </Panel>
  );
}

function Deciles({ report, date }: { report: ProfitReport; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, deciles, basis } = report;
  const money = (minor: number) => format.money(minor, currency);
  const columns: Column<Decile>[] = [
    { key: 'decile', title: t('profit.column.decile'), cell: (decile) => format.number(decile.decile) },
    { key: 'customers', title: t('profit.column.customers'), cell: customersCell(format) },
    { key: 'result', title: t(`profit.result.${basis}`), cell: (decile) => money(decile.result_minor) },
    { key: 'share', title: t('profit.column.share'), cell: (decile) => format.percent(decile.share) },
    { key: 'most', title: t('profit.column.most'), cell: (decile) => money(decile.most_minor) },
    { key: 'least', title: t('profit.column.least'), cell: (decile) => money(decile.least_minor) },
  ];
  const plain = (minor: number) => toDecimalText(minor, currency.digits);
  const rows = () => [
    columns.map(({ title }) => title),
    ...deciles.map((decile) => [
      decile.decile,
      decile.customers,
      plain(decile.result_minor),
      decile.share === null ? null : Number(decile.share.toFixed(6)),
      plain(decile.most_minor),
      plain(decile.least_minor),
    ]),
  ];
  return (
    <Panel
      title={t('profit.deciles')}
      note={t('state.asOf', { date })}
      actions={<DownloadButton fileName={`profitability-tenths-${report.as_of ?? ''}.csv`} rows={rows} />}
    >
      <DataTable label={t('profit.deciles')} rows={deciles} rowKey={(decile) => String(decile.decile)} columns={columns} />
    </Panel>
  );
}

function customersCell(format: Formatter) {
  return ({ decile, customers }: Decile) => (
    <ProfitLink part={decile} customers={customers}>
      {format.number(customers)}
    </ProfitLink>
  );
}
