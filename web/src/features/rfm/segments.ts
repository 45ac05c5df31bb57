import type { RfmMigration, RfmSegment, SegmentName } from '../../api/types';

/** From the best customers to those who are gone: the order of every list that is not sorted by a figure. */
export const segmentOrder = [
  'champions',
  'loyal',
  'potential_loyal',
  'new',
  'promising',
  'need_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
  'lost',
] as const satisfies readonly SegmentName[];

/** `none`: who was not a customer yet on the earlier day. */
export const flowNames = ['none', ...segmentOrder] as const;
export type FlowName = (typeof flowNames)[number];

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
    return segments.toSorted((a, b) => segmentOrder.indexOf(a.name) - segmentOrder.indexOf(b.name));
  }
  const value = values[sort];
  return segments.toSorted((a, b) => value(b) - value(a));
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
