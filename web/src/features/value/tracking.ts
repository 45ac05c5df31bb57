import type { Candidate } from './model-names';

type Tracking = NonNullable<Candidate['holdout']>['tracking'][number];

export type Track = 'cumulative' | 'period';
export type TrackPoint = { until: string; period: string; forecast: number; actual: number };

/** The held-out part as it grew, or period by period. */
export function trackPoints(tracking: readonly Tracking[], track: Track): TrackPoint[] {
  return tracking.map((point, index) => {
    const before = track === 'period' ? tracking[index - 1] : undefined;
    return {
      until: point.until,
      period: point.period,
      forecast: point.forecast - (before?.forecast ?? 0),
      actual: point.actual - (before?.actual ?? 0),
    };
  });
}
