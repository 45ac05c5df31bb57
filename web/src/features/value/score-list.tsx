import { SegmentedControl, Text } from '@mantine/core';
import type { ScorePage, ValueReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { customerCell } from '../../ui/customer-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { scorePage, type ScoreSort } from './queries';

type Score = ScorePage['items'][number];
type ScoreListProps = { report: ValueReport; sort: ScoreSort; onSort: (sort: ScoreSort) => void };

/** What the model says of each customer. */
export function ScoreList({ report, sort, onSort }: ScoreListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, model } = report;
  const money = (key: string, title: string, value: (score: Score) => number): ListColumn<Score> => ({
    key,
    title,
    cell: (score) => format.money(value(score), currency),
    csv: (score) => toDecimalText(value(score), currency.digits),
  });
  const columns: ListColumn<Score>[] = [
    { key: 'customer', title: t('list.customer'), cell: customerCell, csv: (score) => score.customer_key },
    {
      key: 'alive',
      title: t('value.score.alive'),
      cell: (score) => format.percent(score.p_alive),
      csv: (score) => Number(score.p_alive.toFixed(6)),
    },
    {
      key: 'orders',
      title: t('value.score.orders'),
      cell: (score) => format.number(score.expected_orders_12m, 2),
      csv: (score) => Number(score.expected_orders_12m.toFixed(6)),
    },
    money('spend', t('value.score.spend'), (score) => score.expected_spend_minor),
    money('clv12', t('value.score.clv', { months: t('value.months', { n: format.number(12) }, 12) }), (score) => score.clv_12m_minor),
    money('clv36', t('value.score.clv', { months: t('value.months', { n: format.number(36) }, 36) }), (score) => score.clv_36m_minor),
  ];
  return (
    <Panel
      title={t('value.score.title')}
      note={t('value.score.note', { date: format.date(model.trained_until) })}
      actions={
        <SegmentedControl
          size="xs"
          bg="var(--track)"
          aria-label={t('list.order')}
          value={sort}
          onChange={(value) => onSort(value === 'risk' ? value : 'clv')}
          data={[
            { value: 'clv', label: t('value.score.sort.clv') },
            { value: 'risk', label: t('value.score.sort.risk') },
          ]}
        />
      }
    >
      <PagedTable
        label={t('value.score.title')}
        listKey={['scores', model.id, sort]}
        fetchPage={(cursor, limit, signal) => scorePage({ sort, cursor, limit }, signal)}
        rowKey={(score) => score.customer_key}
        columns={columns}
        fileName={`scores-${sort}-${model.trained_until}.csv`}
        empty={t('value.score.none')}
      />
      <Text fz="xs" c="dimmed" mt="xs">
        {t('value.score.text')}
      </Text>
    </Panel>
  );
}
