import { expect, it } from 'vitest';
import { baseMonth, baseReport } from '../../testing/fixtures';
import { healthGroups, healthMonth, healthRows, monthsBefore } from './health';

it('goes back over the turn of a year', () => {
  expect(monthsBefore('2011-01', 1)).toBe('2010-12');
  expect(monthsBefore('2011-11', 12)).toBe('2010-11');
  expect(monthsBefore('2011-12', 12)).toBe('2010-12');
});

it('holds a month against the month and the year before', () => {
  const year = baseMonth('2010-11', { orders: 40 });
  const october = baseMonth('2011-10', { orders: 48 });
  const november = baseMonth('2011-11', { orders: 60 });
  const report = baseReport({ months: [year, october, november] });
  const month = healthMonth(report, undefined);
  expect(month?.month.month).toBe('2011-11');
  if (month === null) return;
  const row = healthRows(report, month, healthGroups[0].figures).find(({ figure }) => figure.field === 'orders');
  expect(row).toMatchObject({ value: 60, before: 48, beforeChange: 0.25, year: 40, yearChange: 0.5, course: [40, 48, 60] });
});

it('holds a running month against the same days, and no year', () => {
  const report = baseReport();
  const month = healthMonth(report, '2011-12');
  expect(month).toMatchObject({ running: true, year: null });
  expect(month?.before?.until).toBe('2011-11-09');
});

it('shows a month that is asked for and not there as the latest', () => {
  expect(healthMonth(baseReport(), '1999-01')?.month.month).toBe('2011-11');
});

it('has every figure of the report', () => {
  const shown = new Set<string>(healthGroups.flatMap(({ figures }) => figures.map(({ field }) => field)));
  const told = Object.keys(baseMonth('2011-11')).filter((key) => !['month', 'until', 'complete'].includes(key));
  expect([...shown].toSorted()).toEqual(told.toSorted());
});
