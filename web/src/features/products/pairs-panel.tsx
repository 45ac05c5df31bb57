import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PairReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { pairOrders, type PairQuery, pairsQuery } from './queries';

type Pair = PairReport['pairs'][number];
type Side = Pair['with'];

type PairsPanelProps = { asked: PairQuery; onOrder: (order: PairQuery['order']) => void };

/** Products that stand on one receipt more often than by chance: any, or those with one product. */
export function PairsPanel({ asked, onOrder }: PairsPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data: report, error } = useQuery(pairsQuery(asked));
  const name = ({ product, name: text }: Side) => (text === null ? product : `${product} ${text}`);
  const columns: Column<Pair>[] = [
    { key: 'one', title: t('product.pair.one'), cell: (pair) => sideCell(name(pair.product)), words: true },
    { key: 'with', title: t('product.pair.with'), cell: (pair) => sideCell(name(pair.with)), words: true },
    { key: 'orders', title: t('product.pair.orders'), cell: (pair) => format.number(pair.orders) },
    { key: 'confidence', title: t('product.pair.confidence'), cell: (pair) => format.percent(pair.confidence) },
    { key: 'back', title: t('product.pair.back'), cell: (pair) => format.percent(pair.confidence_back) },
    { key: 'lift', title: t('product.pair.lift'), cell: (pair) => format.number(pair.lift, 1) },
    { key: 'interval', title: t('product.pair.interval'), cell: (pair) => format.range(format.number(pair.lift_low, 1), format.number(pair.lift_high, 1)) },
  ];
  const rows = () => [
    ['product', 'product_name', 'with', 'with_name', 'orders', 'support', 'confidence', 'confidence_back', 'lift', 'lift_low', 'lift_high', 'chance'],
    ...(report?.pairs ?? []).map((pair) => [
      pair.product.product,
      pair.product.name,
      pair.with.product,
      pair.with.name,
      pair.orders,
      pair.support,
      pair.confidence,
      pair.confidence_back,
      pair.lift,
      pair.lift_low,
      pair.lift_high,
      pair.chance,
    ]),
  ];
  const note =
    report === undefined
      ? undefined
      : t('product.pairsNote', { min: format.number(report.min_orders), left: format.number(report.by_chance), tested: format.number(report.tested) });
  return (
    <Panel
      title={t(asked.product === undefined ? 'product.pairs' : 'product.pairsWith')}
      note={note}
      actions={<DownloadButton fileName={`bought-together-${report?.as_of ?? ''}.csv`} rows={rows} />}
    >
      <SegmentedControl
        size="xs"
        mb="sm"
        bg="var(--track)"
        aria-label={t('product.order.label')}
        value={asked.order ?? 'orders'}
        data={pairOrders.map((value) => ({ value, label: t(`product.order.${value}`) }))}
        onChange={(value) => {
          const order = pairOrders.find((known) => known === value);
          onOrder(order === 'orders' ? undefined : order);
        }}
      />
      <FailureLine error={error} />
      {report === undefined && error === null && <Skeleton h={400} />}
      {report !== undefined && report.pairs.length === 0 && <Text c="dimmed">{t('product.noPairs')}</Text>}
      {report !== undefined && report.pairs.length > 0 && (
        <DataTable
          label={t('product.pairs')}
          rows={report.pairs}
          rowKey={(pair) => `${pair.product.product} ${pair.with.product}`}
          columns={columns}
          maxHeight={420}
        />
      )}
    </Panel>
  );
}

function sideCell(name: string) {
  return <bdi style={{ whiteSpace: 'normal' }}>{name}</bdi>;
}
