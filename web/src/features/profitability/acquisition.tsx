import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AcquisitionReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { type Fact, Facts } from '../../ui/facts';
import { failureText } from '../../ui/failure-text';
import { AcquiredLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { acquisitionKey, removeSpend } from './queries';
import { SpendForm } from './spend-form';

type Month = AcquisitionReport['months'][number];

/** What winning customers cost, and when it was paid back. */
export function Acquisition({ report, mayEdit }: { report: AcquisitionReport; mayEdit: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: removeSpend,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: acquisitionKey }),
  });
  const { currency, totals, months } = report;
  const known = months.filter((month) => month.spend_minor !== null);
  const date = report.as_of === null ? '' : format.date(report.as_of);
  const money = (minor: number | null) => format.money(minor, currency);
  const facts: Fact[] = [
    { name: t('acquisition.fact.spend'), value: money(totals.spend_minor) },
    {
      name: t('acquisition.fact.customers'),
      value: (
        <AcquiredLink month="all" customers={totals.customers}>
          {format.number(totals.customers)}
        </AcquiredLink>
      ),
      mark: 'acquired',
    },
    { name: t('acquisition.fact.cac'), value: money(totals.cac_minor), mark: 'cac' },
    {
      name: t('acquisition.fact.paidBack'),
      value: format.percent(totals.paid_back, 0),
      note: t(`acquisition.margin.${report.margin.origin}`, { margin: format.percent(report.margin.value) }),
    },
  ];
  const columns: Column<Month>[] = [
    {
      key: 'month',
      title: t('acquisition.column.month'),
      cell: (month) => format.monthShort(month.month) + (month.complete ? '' : ` (${t('home.running')})`),
    },
    { key: 'customers', title: t('acquisition.column.customers'), cell: customersCell(format) },
    { key: 'spend', title: t('acquisition.column.spend'), cell: (month) => money(month.spend_minor) },
    { key: 'cac', title: t('acquisition.column.cac'), cell: (month) => money(month.cac_minor) },
    { key: 'margin', title: t('acquisition.column.margin'), cell: (month) => money(month.margin_per_customer_minor) },
    { key: 'paidBack', title: t('acquisition.column.paidBack'), cell: (month) => format.percent(month.paid_back, 0) },
    { key: 'payback', title: t('acquisition.column.payback'), cell: (month) => paybackText(month) },
    ...(mayEdit
      ? [
          {
            key: 'remove',
            title: t('acquisition.column.action'),
            cell: removeCell(t('goal.remove'), ({ month }) => remove.mutate(month)),
          },
        ]
      : []),
  ];
  const paybackText = (month: Month): string => {
    if (month.payback_months !== null) return t('acquisition.months', { n: format.number(month.payback_months) }, month.payback_months);
    return month.cac_minor === null ? '–' : t('acquisition.notYet');
  };
  const plain = (minor: number | null) => (minor === null ? null : toDecimalText(minor, currency.digits));
  const rows = () => [
    columns.slice(0, 7).map(({ title }) => title),
    ...known.map((month) => [
      month.month,
      month.customers,
      plain(month.spend_minor),
      plain(month.cac_minor),
      plain(month.margin_per_customer_minor),
      month.paid_back === null ? null : Number(month.paid_back.toFixed(6)),
      month.payback_months,
    ]),
  ];

  return (
    <Panel
      title={t('acquisition.title')}
      note={t('state.asOf', { date })}
      actions={known.length > 0 && <DownloadButton fileName={`acquisition-${report.as_of ?? ''}.csv`} rows={rows} />}
    >
      <Stack gap="sm">
        {known.length === 0 && <Text c="dimmed">{t(mayEdit ? 'acquisition.empty' : 'acquisition.emptyReader')}</Text>}
        {remove.isError && (
          <Text role="alert" fz="sm" c="var(--bad)">
            {failureText(t, remove.error)}
          </Text>
        )}
        {known.length > 0 && <Facts facts={facts} />}
        {known.length > 0 && (
          <DataTable label={t('acquisition.title')} rows={known.toReversed()} rowKey={(month) => month.month} columns={columns} />
        )}
        {mayEdit && months.length > 0 && <SpendForm months={months} currency={currency} />}
      </Stack>
    </Panel>
  );
}

function customersCell(format: Formatter) {
  return ({ month, customers }: Month) => (
    <AcquiredLink month={month} customers={customers}>
      {format.number(customers)}
    </AcquiredLink>
  );
}

function removeCell(text: string, onRemove: (month: Month) => void) {
  return (month: Month) => (
    <Button size="compact-xs" variant="default" onClick={() => onRemove(month)}>
      {text}
    </Button>
  );
}
