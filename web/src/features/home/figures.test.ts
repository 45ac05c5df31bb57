import { describe, expect, it } from 'vitest';
import { baseMonth, baseReport } from '../../testing/fixtures';
import { hasRunningMonth, monthsFrom, relativeChange, shownMonth, verdict } from './figures';

describe('the month that is shown', () => {
  it('is the latest complete one, against the one before', () => {
    const shown = shownMonth(baseReport(), false);
    expect(shown?.month.month).toBe('2011-11');
    expect(shown?.previous?.month).toBe('2011-10');
    expect(shown?.change('orders')).toBeCloseTo(0.25);
  });

  it('is the running one on demand, against the same days of the month before', () => {
    const shown = shownMonth(baseReport(), true);
    expect(shown?.month.month).toBe('2011-12');
    expect(shown?.previous?.until).toBe('2011-11-09');
    expect(shown?.change('orders')).toBe(0.25);
    expect(shown?.change('new')).toBeNull();
  });

  it('is the running one while no month is complete', () => {
    const running = baseMonth('2011-12', { complete: false });
    const report = baseReport({ months: [running], current: running, previous: null, change: {} });
    expect(shownMonth(report, false)?.month.month).toBe('2011-12');
    expect(hasRunningMonth(report)).toBe(false);
  });

  it('is none without orders', () => {
    expect(shownMonth(baseReport({ months: [], current: null, previous: null }), false)).toBeNull();
  });
});

it('has no change from nothing', () => {
  expect(relativeChange(5, 0)).toBeNull();
  expect(relativeChange(null, 5)).toBeNull();
  expect(relativeChange(-1, -2)).toBe(0.5);
});

it('says which way is good news', () => {
  expect(verdict(0.1, 'up')).toBe('good');
  expect(verdict(0.1, 'down')).toBe('bad');
  expect(verdict(-0.1, 'down')).toBe('good');
  expect(verdict(0, 'up')).toBe('neutral');
  expect(verdict(null, 'up')).toBe('neutral');
});

it('counts months over the end of a year', () => {
  expect(monthsFrom('2011-11', 4)).toEqual(['2011-11', '2011-12', '2012-01', '2012-02']);
});
