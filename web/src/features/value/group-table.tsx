import { Group, SegmentedControl } from '@mantine/core';
import type { ValueReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { segmentTitle } from '../../lib/segment-names';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { ValueLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import type { Months } from './queries';

export type GroupBy = 'segment' | 'country' | 'month';
type ValueGroup = ValueReport['by_segment'][number];

type GroupTableProps = { report: ValueReport; date: string; by: GroupBy; months: Months; onBy: (by: GroupBy) => void };

/** Who holds the value: by segment, country or month of the first order. */
export function GroupTable({ report, date, by, months, onBy }: GroupTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const groups = { segment: report.by_segment, country: report.by_country, month: report.by_month.toReversed() }[by];
  const at = (group: ValueGroup) => group.clv.find((horizon) => horizon.months === months);
  const money = (minor: number | null | undefined) => format.money(minor, currency);
  const columns: Column<ValueGroup>[] = [
    { key: 'name', title: t(`value.by.${by}`), cell: ({ name }) => groupName(t, format, by, name) },
    { key: 'customers', title: t('value.fact.customers'), cell: customersCell(format, by) },
    { key: 'customersShare', title: t('value.column.customersShare'), cell: (group) => format.percent(group.customers_share) },
    { key: 'sum', title: t('value.column.sum'), cell: (group) => money(at(group)?.sum_minor) },
    { key: 'share', title: t('value.column.share'), cell: (group) => format.percent(at(group)?.share) },
    { key: 'mean', title: t('value.column.mean'), cell: (group) => money(at(group)?.mean_minor) },
    { key: 'median', title: t('value.column.median'), cell: (group) => money(at(group)?.median_minor) },
  ];
  const plain = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : toDecimalText(minor, currency.digits));
  const rows = () => [
    columns.map(({ title }) => title),
    ...groups.map((group) => [
      group.name,
      group.customers,
      Number(group.customers_share.toFixed(6)),
      plain(at(group)?.sum_minor),
      at(group)?.share ?? null,
      plain(at(group)?.mean_minor),
      plain(at(group)?.median_minor),
    ]),
  ];
  return (
    <Panel
      title={t('value.groups')}
      note={`${t('value.over', { months: t('value.months', { n: format.number(months) }, months) })} · ${t('state.asOf', { date })}`}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            bg="var(--track)"
            aria-label={t('value.groupBy')}
            value={by}
            onChange={(value) => onBy(value === 'country' || value === 'month' ? value : 'segment')}
            data={(['segment', 'country', 'month'] as const).map((value) => ({ value, label: t(`value.by.${value}`) }))}
          />
          <DownloadButton fileName={`value-by-${by}-${months}-${report.as_of ?? ''}.csv`} rows={rows} />
        </Group>
      }
    >
      <DataTable label={t('value.groups')} rows={groups} rowKey={({ name }) => name} columns={columns} maxHeight={520} />
    </Panel>
  );
}

function customersCell(format: Formatter, by: GroupBy) {
  return ({ name, customers }: ValueGroup) => (
    <ValueLink open={`${by}=${name}`} customers={customers}>
      {format.number(customers)}
    </ValueLink>
  );
}

/** A group's name as the reader knows it. */
export function groupName(t: Translate, format: Formatter, by: GroupBy, name: string): string {
  if (by === 'segment') return segmentTitle(t, name);
  if (by === 'month') return format.monthShort(name);
  return name === 'unknown' ? t('value.unknown') : name;
}
