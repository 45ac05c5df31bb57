import { expect, it } from 'vitest';
import { rfmReport } from '../../testing/fixtures';
import { findPlace } from './places';

const grid = [{ r: 5, f: 4, customers: 7, revenue_minor: 100, mean_monetary_minor: 14 }];

it('finds a cell by its scores and a segment by its name', () => {
  const report = rfmReport({ grid });
  expect(findPlace(report, 54)).toEqual({ segment: 'champions', customers: 7, scores: { r: 5, f: 4 } });
  expect(findPlace(report, 'lost')).toEqual({ segment: 'lost', customers: 40, scores: undefined });
});

it('finds nothing where the report has nothing', () => {
  expect(findPlace(rfmReport({ grid }), 45)).toBeUndefined();
  expect(findPlace(rfmReport(), 'loyal')).toBeUndefined();
});
