import { describe, expect, it } from 'vitest';
import { cohortReport } from '../../testing/fixtures';
import { averages, cellValue, csvRows, highest, periods, unitOf, weightedAverage } from './measures';

const report = cohortReport();
const cohort = report.cohorts[0];
const names = { cohort: 'Cohort', size: 'Customers', average: 'Average' };

describe('measures', () => {
  it('are the same figure in two forms', () => {
    const cell = cohort?.cells[1];
    if (cell === undefined) throw new Error('the fixture has two cells');
    expect(cellValue(cell, 100, 'customers', 'absolute')).toBe(40);
    expect(cellValue(cell, 100, 'customers', 'relative')).toBe(0.4);
    expect(cellValue(cell, 100, 'orders', 'relative')).toBe(0.8);
    expect(cellValue(cell, 100, 'revenue', 'relative')).toBe(420);
    expect(cellValue(cell, 0, 'orders', 'relative')).toBeNull();
  });

  it('have their units', () => {
    expect(unitOf('customers', 'relative')).toBe('percent');
    expect(unitOf('orders', 'relative')).toBe('ratio');
    expect(unitOf('orders', 'absolute')).toBe('count');
    expect(unitOf('cumulative_revenue', 'relative')).toBe('money');
  });

  it('are coloured up to the highest after the first period', () => {
    expect(highest(report, 'customers', 'relative')).toBe(0.4);
    expect(highest(report, 'cumulative_revenue', 'absolute')).toBe(105_000);
  });
});

describe('averages', () => {
  it('weigh by size and leave out periods that are not over', () => {
    expect(weightedAverage(report.cohorts, 0, 'orders')).toBe(2);
    expect(weightedAverage(report.cohorts, 1, 'revenue')).toBe(420);
    expect(weightedAverage(report.cohorts, 2, 'revenue')).toBeNull();
  });

  it('of retention are those of the server', () => {
    expect(averages(report, 'customers')).toEqual([1, 0.4, null]);
    expect(weightedAverage(report.cohorts, 1, 'customers')).toBe(0.4);
  });
});

it('counts periods by the oldest cohort', () => {
  expect(periods(report)).toEqual([0, 1, 2]);
  expect(periods({ ...report, cohorts: [] })).toEqual([]);
});

describe('the file', () => {
  it('holds plain numbers and names the periods that are not over', () => {
    expect(csvRows(report, 'customers', 'relative', names)).toEqual([
      ['Cohort', 'Customers', 0, 1, 2, 'incomplete_periods'],
      ['2010-12', 100, 1, 0.4, 0.1, '2'],
      ['2011-01', 50, 1, 0.1, null, '1'],
      ['Average', 150, 1, 0.4, null, null],
    ]);
  });

  it('holds money in major units, exactly', () => {
    const rows = csvRows(report, 'revenue', 'absolute', names);
    expect(rows[1]).toEqual(['2010-12', 100, '1050.00', '420.00', '105.00', '2']);
    expect(rows).toHaveLength(3);
  });
});
