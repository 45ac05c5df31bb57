import type { RfmReport } from '../../api/types';
import { type FlowName, moveOf, type RfmPlace, type SegmentName, segmentOrder } from '../../lib/segment-names';
import { cellSegment, migrationRows } from './segments';

/** A place of the map as the report has it: what it is, and how many are there. */
export type FoundPlace = { customers: number } & (
  | { is: 'all' }
  | { is: 'segment'; segment: SegmentName }
  | { is: 'cell'; segment: SegmentName; scores: { r: number; f: number } }
  | { is: 'move'; from: FlowName; to: SegmentName | undefined; days: { from: string; to: string } }
);

export function findPlace(report: RfmReport, place: RfmPlace): FoundPlace | undefined {
  const { grid, segments, customers } = report;
  if (place === 'all') return { is: 'all', customers };
  if (typeof place === 'number') {
    const [r, f] = [Math.floor(place / 10), place % 10];
    const cell = grid.find((one) => one.r === r && one.f === f);
    const segment = cellSegment(r, f);
    return cell === undefined || segment === undefined ? undefined : { is: 'cell', segment, customers: cell.customers, scores: { r, f } };
  }
  const segment = segmentOrder.find((name) => name === place);
  if (segment === undefined) return findMove(report, place);
  const found = segments.find(({ name }) => name === segment);
  return found === undefined ? undefined : { is: 'segment', segment, customers: found.customers };
}

/** Nobody moves where the report is not compared with an earlier day. */
function findMove({ migration }: RfmReport, place: RfmPlace): FoundPlace | undefined {
  const move = moveOf(place);
  if (migration === null || move === undefined) return undefined;
  const row = migrationRows(migration).find(({ from }) => from === move.from);
  const customers = move.to === undefined ? row?.total : row?.to.find(({ name }) => name === move.to)?.customers;
  return customers === undefined ? undefined : { is: 'move', ...move, customers, days: migration };
}
