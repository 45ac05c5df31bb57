import { SegmentedControl } from '@mantine/core';
import type { ProfitPage, ProfitReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { customerCell } from '../../ui/customer-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { type ProfitOrder, profitPage, type ProfitQuery } from './queries';

type Row = ProfitPage['items'][number];
type ProfitCustomersProps = {
  report: ProfitReport;
  query: ProfitQuery;
  order: ProfitOrder;
  onOrder: (order: ProfitOrder) => void;
};

/** The customers behind the figures, from either end. */
export function ProfitCustomers({ report, query, order, onOrder }: ProfitCustomersProps) {
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
  return (
    <Panel
      title={t('profit.customers')}
      note={report.as_of === null ? undefined : t('state.asOf', { date: format.date(report.as_of) })}
      actions={
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
      }
    >
      <PagedTable
        label={t('profit.customers')}
        listKey={['profit-customers', query, order]}
        fetchPage={(cursor, limit, signal) => profitPage({ ...query, order, cursor, limit }, signal)}
        rowKey={(row) => row.customer_key}
        columns={columns}
        fileName={`profitability-customers-${order}-${report.as_of ?? ''}.csv`}
        empty={t('profit.nobody')}
      />
    </Panel>
  );
}
