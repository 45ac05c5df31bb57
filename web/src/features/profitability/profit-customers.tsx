import { Button, Group, SegmentedControl } from '@mantine/core';
import type { ProfitPage, ProfitReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { customerCell } from '../../ui/customer-link';
import type { ProfitPart } from '../../ui/figure-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { type ProfitOrder, profitPage, type ProfitQuery } from './queries';

type Row = ProfitPage['items'][number];
type ProfitCustomersProps = {
  report: ProfitReport;
  query: ProfitQuery;
  order: ProfitOrder;
  /** Those behind a figure only. */
  part: ProfitPart | undefined;
  onOrder: (order: ProfitOrder) => void;
  onEverybody: () => void;
};

/** The customers behind the figures, from either end. */
export function ProfitCustomers({ report, query, order, part, onOrder, onEverybody }: ProfitCustomersProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, basis } = report;
  const money = (key: string, title: string, value: (row: Row) => number | null): ListColumn<Row> => ({
    key,
    title,
    cell: (row) => format.money(value(row), currency),
    csv: (row) => {
      const minor = value(row);
      return minor === null ? null : toDecimalText(minor, currency.digits);
    },
  });
  const columns: ListColumn<Row>[] = [
    { key: 'customer', title: t('list.customer'), cell: customerCell, csv: (row) => row.customer_key },
    { key: 'orders', title: t('profit.column.orders'), cell: (row) => format.number(row.orders), csv: (row) => row.orders },
    { key: 'returns', title: t('profit.column.returns'), cell: (row) => format.number(row.returns), csv: (row) => row.returns },
    money('revenue', t('profit.fact.revenue'), (row) => row.revenue_minor),
    ...(basis === 'profit' ? [money('cost', t('profit.fact.cost'), (row) => row.cost_minor)] : []),
    ...(report.totals.serving_minor === 0 ? [] : [money('serving', t('profit.fact.serving'), (row) => row.serving_minor)]),
    money('result', t(`profit.result.${basis}`), (row) => row.result_minor),
  ];
  const title = partTitle(t, format, part);
  const count = partCount(report, part);
  return (
    <Panel
      title={title}
      note={[
        part !== undefined && t('profit.part', { n: format.number(count) }, count),
        report.as_of !== null && t('state.asOf', { date: format.date(report.as_of) }),
      ].filter(Boolean).join(' · ')}
      actions={
        <Group gap="xs">
          {part !== undefined && (
            <Button size="xs" variant="default" onClick={onEverybody}>
              {t('profit.everybody')}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            bg="var(--track)"
            aria-label={t('list.order')}
            value={order}
            onChange={(value) => onOrder(value === 'best' ? 'best' : 'worst')}
            data={[
              { value: 'worst', label: t('profit.order.worst') },
              { value: 'best', label: t('profit.order.best') },
            ]}
          />
        </Group>
      }
    >
      <div data-part={part} data-part-customers={count}>
        <PagedTable
          label={title}
          listKey={['profit-customers', query, order, part]}
          fetchPage={(cursor, limit, signal) => profitPage({ ...query, order, part, cursor, limit }, signal)}
          rowKey={(row) => row.customer_key}
          columns={columns}
          fileName={`profitability-${part ?? 'customers'}-${order}-${report.as_of ?? ''}.csv`}
          empty={t('profit.nobody')}
        />
      </div>
    </Panel>
  );
}

function partTitle(t: Translate, format: Formatter, part: ProfitPart | undefined): string {
  if (part === undefined) return t('profit.customers');
  return part === 'unprofitable' ? t('profit.fact.unprofitable') : t('profit.tenth', { n: format.number(part) });
}

/** The figure that the list is behind. */
function partCount(report: ProfitReport, part: ProfitPart | undefined): number {
  if (part === undefined) return report.counted;
  if (part === 'unprofitable') return report.unprofitable.customers;
  return report.deciles.find(({ decile }) => decile === part)?.customers ?? 0;
}
