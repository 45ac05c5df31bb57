import type { RfmReport } from '../../api/types';
import type { RfmPlace, SegmentName } from '../../lib/segment-names';
import { cellSegment } from './segments';

/** A place of the map as the report has it: its segment and how many are there; of a cell its scores too. */
export type FoundPlace = { segment: SegmentName; customers: number; scores: { r: number; f: number } | undefined };

export function findPlace({ grid, segments }: RfmReport, place: RfmPlace): FoundPlace | undefined {
  if (typeof place !== 'number') {
    const segment = segments.find(({ name }) => name === place);
    return segment === undefined ? undefined : { segment: place, customers: segment.customers, scores: undefined };
  }
  const [r, f] = [Math.floor(place / 10), place % 10];
  const cell = grid.find((one) => one.r === r && one.f === f);
  const segment = cellSegment(r, f);
  return cell === undefined || segment === undefined ? undefined : { segment, customers: cell.customers, scores: { r, f } };
}
