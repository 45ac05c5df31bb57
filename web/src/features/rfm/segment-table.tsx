import { Group, Paper, SimpleGrid, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ArrowDown, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RfmReport, RfmSegment } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { segmentOrder, segmentTitle } from '../../lib/segment-names';
import { RfmLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import classes from './rfm.module.css';
import { type SegmentSort, segmentText, sortSegments } from './segments';

type SegmentTableProps = {
  report: RfmReport;
  date: string;
  sort: SegmentSort | undefined;
  onSort: (sort: SegmentSort | undefined) => void;
};

const columns = ['customers', 'revenue', 'recency', 'frequency', 'mean'] as const satisfies readonly SegmentSort[];

/** The named segments with their sizes and means: a table, on a phone a stack of cards. */
export function SegmentTable({ report, date, sort, onSort }: SegmentTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const segments = sortSegments(report.segments, sort);
  const note = t('state.asOf', { date });

  if (phone) {
    return (
      <Panel title={t('rfm.segments')} note={note}>
        <SimpleGrid component="ul" cols={1} spacing="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {segments.map((segment) => (
            <SegmentCard key={segment.name} segment={segment} report={report} />
          ))}
        </SimpleGrid>
      </Panel>
    );
  }
  return (
    <Panel title={t('rfm.segments')} note={note}>
      <ScrollBox label={t('rfm.segments')}>
        <Table fz="sm" verticalSpacing={5} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rfm.segment')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} ta="end" aria-sort={sort === column ? 'descending' : 'none'}>
                  <button
                    type="button"
                    className={classes['sort']}
                    onClick={() => onSort(sort === column ? undefined : column)}
                  >
                    {t(`rfm.column.${column}`)}
                    {sort === column ? <ArrowDown size={13} aria-hidden /> : <ArrowUpDown size={13} opacity={0.45} aria-hidden />}
                  </button>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {segments.map((segment) => (
              <Table.Tr key={segment.name} data-segment={segment.name}>
                <Table.Th scope="row" fw={550} title={segmentText(t, segment.name)}>
                  {segmentTitle(t, segment.name)}
                </Table.Th>
                <Table.Td ta="end">
                  <Share value={<Count segment={segment} />} share={segment.share} />
                </Table.Td>
                <Table.Td ta="end">
                  <Share value={format.money(segment.revenue_minor, report.currency)} share={segment.revenue_share} />
                </Table.Td>
                <Table.Td ta="end" className="num">{format.number(segment.mean_recency_days, 1)}</Table.Td>
                <Table.Td ta="end" className="num">{format.number(segment.mean_frequency, 1)}</Table.Td>
                <Table.Td ta="end" className="num">{format.money(segment.mean_monetary_minor, report.currency)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Panel>
  );
}

/** How many there are: leads to them. */
function Count({ segment: { name, customers } }: { segment: RfmSegment }) {
  const format = useFormat();
  const place = segmentOrder.find((known) => known === name);
  const text = format.number(customers);
  return place === undefined ? text : <RfmLink place={place} customers={customers}>{text}</RfmLink>;
}

function Share({ value, share }: { value: ReactNode; share: number | null }) {
  const format = useFormat();
  return (
    <>
      <span className="num">{value}</span>{' '}
      <Text span fz="xs" c="dimmed" className="num" display="inline-block" miw={46}>
        {format.percent(share)}
      </Text>
      <div className={classes['bar']} aria-hidden="true">
        <div style={{ width: `${Math.max(0, Math.min(1, share ?? 0)) * 100}%` }} />
      </div>
    </>
  );
}

function SegmentCard({ segment, report }: { segment: RfmSegment; report: RfmReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const means = [
    [t('rfm.column.recency'), format.number(segment.mean_recency_days, 1)],
    [t('rfm.column.frequency'), format.number(segment.mean_frequency, 1)],
    [t('rfm.column.mean'), format.money(segment.mean_monetary_minor, report.currency)],
  ] as const;

  return (
    <Paper component="li" withBorder p="sm" bg="transparent" bd="1px solid var(--line)" data-segment={segment.name}>
      <Text fw={600} component="div">
        {segmentTitle(t, segment.name)}
      </Text>
      <Text fz="xs" c="dimmed" mb={6}>
        {segmentText(t, segment.name)}
      </Text>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing={6}>
        <div>
          <Text fz="xs" c="dimmed">{t('rfm.column.customers')}</Text>
          <Share value={<Count segment={segment} />} share={segment.share} />
        </div>
        <div>
          <Text fz="xs" c="dimmed">{t('rfm.column.revenue')}</Text>
          <Share value={format.money(segment.revenue_minor, report.currency)} share={segment.revenue_share} />
        </div>
      </SimpleGrid>
      <Group justify="space-between" gap="xs" mt={8}>
        {means.map(([name, value]) => (
          <div key={name}>
            <Text fz="xs" c="dimmed">{name}</Text>
            <Text fz="sm" className="num">{value}</Text>
          </div>
        ))}
      </Group>
    </Paper>
  );
}
