import type { Translate } from './i18n';

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
] as const;

export type SegmentName = (typeof segmentOrder)[number];

/** `none`: who was not a customer yet on the earlier day. */
export const flowNames = ['none', ...segmentOrder] as const;
export type FlowName = (typeof flowNames)[number];

/** From the segment on an earlier day to the one now, or to all of them: `loyal.lost`, `none.all`. */
export type RfmMove = `${FlowName}.${SegmentName | 'all'}`;

/** A place of the RFM map: a cell by its scores for recency and frequency, `55` the best, a segment, a move, or all of it. */
export type RfmPlace = number | SegmentName | RfmMove | 'all';

const scores = [1, 2, 3, 4, 5] as const;
const moves = flowNames.flatMap((from) => [...segmentOrder, 'all' as const].map((to): RfmMove => `${from}.${to}`));
export const rfmPlaces: readonly RfmPlace[] = [...scores.flatMap((r) => scores.map((f) => r * 10 + f)), ...segmentOrder, 'all', ...moves];

/** Where a move begins and ends; it ends anywhere where `to` is absent. */
export function moveOf(place: RfmPlace): { from: FlowName; to: SegmentName | undefined } | undefined {
  const [first, last] = String(place).split('.');
  const from = flowNames.find((name) => name === first);
  return last === undefined || from === undefined ? undefined : { from, to: segmentOrder.find((name) => name === last) };
}

/** A segment as the reader knows it; a name that this console does not know yet is shown as it came. */
export function segmentTitle(t: Translate, name: string): string {
  const known = flowNames.find((candidate) => candidate === name);
  return known === undefined ? name : t(`segment.${known}`);
}
