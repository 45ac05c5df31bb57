import { expect, it } from 'vitest';
import { moveOf } from '../../lib/segment-names';
import { rfmReport } from '../../testing/fixtures';
import { findPlace } from './places';

const grid = [{ r: 5, f: 4, customers: 7, revenue_minor: 100, mean_monetary_minor: 14 }];
const days = { from: '2011-06-30', to: '2011-12-09' };
const migration = {
  ...days,
  flows: [
    { from: 'none', to: 'new' as const, customers: 4 },
    { from: 'loyal', to: 'lost' as const, customers: 2 },
    { from: 'loyal', to: 'loyal' as const, customers: 3 },
  ],
};

it('finds a cell by its scores, a segment by its name, and all', () => {
  const report = rfmReport({ grid });
  expect(findPlace(report, 54)).toEqual({ is: 'cell', segment: 'champions', customers: 7, scores: { r: 5, f: 4 } });
  expect(findPlace(report, 'lost')).toEqual({ is: 'segment', segment: 'lost', customers: 40 });
  expect(findPlace(report, 'all')).toEqual({ is: 'all', customers: report.customers });
});

it('finds who moved, to a segment or to any', () => {
  const report = rfmReport({ migration });
  expect(findPlace(report, 'loyal.lost')).toMatchObject({ is: 'move', from: 'loyal', to: 'lost', customers: 2, days });
  expect(findPlace(report, 'loyal.all')).toMatchObject({ is: 'move', from: 'loyal', to: undefined, customers: 5 });
  expect(findPlace(report, 'none.new')).toMatchObject({ is: 'move', from: 'none', to: 'new', customers: 4 });
  expect(findPlace(report, 'lost.new')).toBeUndefined();
});

it('finds nothing where the report has nothing', () => {
  expect(findPlace(rfmReport({ grid }), 45)).toBeUndefined();
  expect(findPlace(rfmReport(), 'loyal')).toBeUndefined();
  expect(findPlace(rfmReport(), 'loyal.lost')).toBeUndefined();
});

it('reads a move as it stands in an address', () => {
  expect(moveOf('none.all')).toEqual({ from: 'none', to: undefined });
  expect(moveOf('at_risk.lost')).toEqual({ from: 'at_risk', to: 'lost' });
  expect([moveOf('lost'), moveOf(55), moveOf('all')]).toEqual([undefined, undefined, undefined]);
});
