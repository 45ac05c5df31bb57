import { describe, expect, it } from 'vitest';
import type { Answer, Cell } from './answer';
import { guessChart, resolveChart } from './chart-guess';

function answer(columns: Record<string, string>, rows: Cell[][]): Answer {
  return { columns: Object.entries(columns).map(([name, kind]) => ({ name, kind })), rows, truncated: false };
}

const months = answer({ month: 'Date32', orders: 'Int64', revenue: 'Float64' }, [
  ['2011-01-01', 10, 5.5],
  ['2011-02-01', 12, 6.5],
]);
const countries = answer({ country: 'Utf8', orders: 'Int64' }, [
  ['UK', 10],
  ['FR', 2],
]);

describe('a guess', () => {
  it('draws a course over time as a line', () => {
    expect(guessChart(months)).toEqual({ kind: 'line', x: 'month', y: ['orders'] });
  });

  it('draws names with their figures as bars', () => {
    expect(guessChart(countries)).toEqual({ kind: 'bar', x: 'country', y: ['orders'] });
    const years = answer({ year: 'Int32', orders: 'Int64' }, [[2010, 4], [2011, 5]]);
    expect(guessChart(years)).toEqual({ kind: 'bar', x: 'year', y: ['orders'] });
    const customers = answer({ customer_id: 'Int64', orders: 'Int64' }, [['868914013142548501', 4], ['868914013142548502', 5]]);
    expect(guessChart(customers)).toEqual({ kind: 'bar', x: 'customer_id', y: ['orders'] });
  });

  it('shows one figure as a number', () => {
    expect(guessChart(answer({ orders: 'Int64' }, [[7]]))).toEqual({ kind: 'number', x: null, y: ['orders'] });
  });

  it('leaves what makes no picture a table', () => {
    expect(guessChart(answer({ orders: 'Int64' }, [])).kind).toBe('table');
    expect(guessChart(answer({ name: 'Utf8', note: 'Utf8' }, [['a', 'b'], ['c', 'd']])).kind).toBe('table');
    expect(guessChart(answer({ customer_id: 'Int64' }, [[1], [2]])).kind).toBe('table');
    expect(guessChart(answer({ country: 'Utf8', orders: 'Int64' }, [['UK', 1], ['UK', 2]])).kind).toBe('table');
    const many = Array.from({ length: 61 }, (_, index) => [`p${index}`, index]);
    expect(guessChart(answer({ product: 'Utf8', orders: 'Int64' }, many)).kind).toBe('table');
  });
});

describe('a choice', () => {
  it('holds as far as the answer has the columns', () => {
    expect(resolveChart({ kind: 'bar', x: 'month', y: ['revenue', 'orders'] }, months)).toEqual({ kind: 'bar', x: 'month', y: ['revenue', 'orders'] });
    expect(resolveChart({ kind: 'bar', x: 'gone', y: ['gone'] }, months)).toEqual({ kind: 'bar', x: 'month', y: ['orders'] });
    expect(resolveChart({ kind: 'number', x: null, y: [] }, months)).toEqual({ kind: 'number', x: null, y: ['orders'] });
  });

  it('is a table where nothing can be drawn', () => {
    expect(resolveChart({ kind: 'line', x: null, y: [] }, answer({ name: 'Utf8' }, [['a']])).kind).toBe('table');
    expect(resolveChart({ kind: 'table', x: 'month', y: ['orders'] }, months).kind).toBe('table');
    expect(resolveChart(undefined, countries).kind).toBe('bar');
  });
});
