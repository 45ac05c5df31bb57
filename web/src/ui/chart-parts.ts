import type { ChartPalette } from './palette';

/** Series that several charts draw in the same way. */

type Points = readonly (number | null)[];

/** The space between two lines, for an interval: over an axis of categories. Draw it before the line that it belongs to. */
export function band(low: Points, high: Points, palette: ChartPalette, name = 'band') {
  const common = { type: 'line', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, stack: name, stackStrategy: 'all' };
  return [
    { ...common, data: low },
    { ...common, data: high.map((value, index) => spread(low[index] ?? null, value)), areaStyle: { color: palette.band } },
  ];
}

function spread(low: number | null, high: number | null): number | null {
  return low === null || high === null ? null : high - low;
}

/** One bar of a waterfall, cut at zero so that it can be stacked: what lies beneath it is not drawn. */
export type WaterfallBar = { hidden: number; above: number; below: number };

export function waterfallBar(from: number, to: number): WaterfallBar {
  const [low, high] = from < to ? [from, to] : [to, from];
  if (low >= 0) return { hidden: low, above: high - low, below: 0 };
  if (high <= 0) return { hidden: high, above: 0, below: low - high };
  return { hidden: 0, above: high, below: low };
}

/** The bars of a waterfall: a first sum, changes one after the other, and the sum that they lead to. */
export function waterfall(start: number, changes: readonly number[]): { from: number; to: number; bar: WaterfallBar }[] {
  let level = start;
  const steps = changes.map((change) => {
    const from = level;
    level += change;
    return { from, to: level };
  });
  return [{ from: 0, to: start }, ...steps, { from: 0, to: level }].map((step) => ({ ...step, bar: waterfallBar(step.from, step.to) }));
}

/** The style of a line without points. */
export function plainLine(color: string, dashed = false) {
  return { type: 'line', symbol: 'none', lineStyle: { color, width: 2, type: dashed ? 'dashed' : 'solid' }, itemStyle: { color } };
}
