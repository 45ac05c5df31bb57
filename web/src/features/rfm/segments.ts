import type { RfmMigration, RfmSegment } from '../../api/types';
import type { Translate } from '../../lib/i18n';
import { type FlowName, flowNames, type SegmentName, segmentOrder } from '../../lib/segment-names';

export function segmentText(t: Translate, name: string): string | undefined {
  const known = segmentOrder.find((candidate) => candidate === name);
  return known === undefined ? undefined : t(`segmentText.${known}`);
}

/** The segment of a cell of the map: rows from the rarest to the most frequent orders, columns from long ago to now. */
const map: readonly (readonly SegmentName[])[] = [
  ['lost', 'hibernating', 'about_to_sleep', 'promising', 'new'],
  ['lost', 'hibernating', 'about_to_sleep', 'potential_loyal', 'potential_loyal'],
  ['at_risk', 'at_risk', 'need_attention', 'potential_loyal', 'potential_loyal'],
  ['at_risk', 'at_risk', 'loyal', 'loyal', 'champions'],
  ['cannot_lose', 'cannot_lose', 'loyal', 'loyal', 'champions'],
];

export function cellSegment(recency: number, frequency: number): SegmentName | undefined {
  return map[frequency - 1]?.[recency - 1];
}

export type SegmentSort = 'customers' | 'revenue' | 'recency' | 'frequency' | 'mean';

const values: Record<SegmentSort, (segment: RfmSegment) => number> = {
  customers: (segment) => segment.customers,
  revenue: (segment) => segment.revenue_minor,
  // The most recent first: few days are good.
  recency: (segment) => -(segment.mean_recency_days ?? Infinity),
  frequency: (segment) => segment.mean_frequency ?? 0,
  mean: (segment) => segment.mean_monetary_minor ?? 0,
};

export function sortSegments(segments: readonly RfmSegment[], sort: SegmentSort | undefined): RfmSegment[] {
  if (sort === undefined) {
    return segments.toSorted((a, b) => rank(a.name) - rank(b.name));
  }
  const value = values[sort];
  return segments.toSorted((a, b) => value(b) - value(a));
}

function rank(name: string): number {
  const place = segmentOrder.findIndex((candidate) => candidate === name);
  return place < 0 ? segmentOrder.length : place;
}

export type MigrationRow = { from: FlowName; total: number; to: { name: SegmentName; customers: number }[] };

/** The flows as a full table: a row for every segment that had customers, a column for every segment. */
export function migrationRows({ flows }: RfmMigration): MigrationRow[] {
  const count = new Map(flows.map((flow) => [`${flow.from} ${flow.to}`, flow.customers]));
  return flowNames
    .map((from) => {
      const to = segmentOrder.map((name) => ({ name, customers: count.get(`${from} ${name}`) ?? 0 }));
      return { from, to, total: to.reduce((sum, cell) => sum + cell.customers, 0) };
    })
    .filter((row) => row.total > 0);
}
