import type { MatrixPage, MatrixReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { customerCell } from '../../ui/customer-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { matrixPage, type MatrixQuery, type Place, placeKey } from './queries';

type Row = MatrixPage['items'][number];

/** The customers of a cell, those of whom most is at stake first. */
export function CellCustomers({ report, query, place }: { report: MatrixReport; query: MatrixQuery; place: Place }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const money = (key: string, title: string, value: (row: Row) => number): ListColumn<Row> => ({
    key,
    title,
    cell: (row) => format.money(value(row), currency),
    csv: (row) => toDecimalText(value(row), currency.digits),
  });
  const share = (key: string, title: string, value: (row: Row) => number): ListColumn<Row> => ({
    key,
    title,
    cell: (row) => format.percent(value(row)),
    csv: (row) => Number(value(row).toFixed(6)),
  });
  const columns: ListColumn<Row>[] = [
    { key: 'customer', title: t('list.customer'), cell: customerCell, csv: (row) => row.customer_key },
    money('atStake', t('matrix.column.atStake'), (row) => row.at_stake_minor),
    money('clv', t('matrix.column.clv'), (row) => row.clv_minor),
    share('risk', t('matrix.column.risk'), (row) => row.risk),
    share('alive', t('matrix.column.alive'), (row) => row.p_alive),
    { key: 'orders', title: t('matrix.column.orders'), cell: (row) => format.number(row.orders), csv: (row) => row.orders },
    { key: 'last', title: t('matrix.column.last'), cell: (row) => format.date(row.last_order), csv: (row) => row.last_order },
    money('revenue', t('matrix.column.revenue'), (row) => row.revenue_minor),
    money('lastYear', t('matrix.column.lastYear'), (row) => row.last_year_minor),
  ];
  return (
    <PagedTable
      label={t('matrix.treatments')}
      listKey={['matrix-customers', query, placeKey(place)]}
      fetchPage={(cursor, limit, signal) => matrixPage({ ...query, place, cursor, limit }, signal)}
      rowKey={(row) => row.customer_key}
      columns={columns}
      fileName={`retention-matrix-${placeKey(place)}-${report.as_of ?? ''}.csv`}
      empty={t('matrix.none')}
    />
  );
}
