import { describe, expect, it } from 'vitest';
import type { Import } from '../../api/types';
import { formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import { resultFacts, sayNothingNew, undoFacts } from './result-facts';
import { pairs, wallClock } from './row-values';

const t: Translate = (key: string) => key;
const format = formatter('en');

function imported(counts: Partial<Import['counts']>, kind: Import['kind'] = 'orders'): Import {
  return {
    id: 'imp_0000000000001',
    kind,
    file_name: 'orders.csv',
    file_bytes: 10,
    state: 'done',
    progress: null,
    counts: {
      read: 0, added: 0, known: 0, changed: 0, refused: 0, returns: 0, anonymous: 0, orders: 0, orders_changed: 0,
      customers_new: 0, products_new: 0, rounded: 0, ambiguous_times: 0, ambiguous_lines: [], ...counts,
    },
    error: null,
  error_code: null,
  error_args: {},
    mapping: '',
    started_by: 'machine',
    started_at: '2011-12-09T10:00:00Z',
    finished_at: '2011-12-09T10:00:01Z',
  };
}

describe('what came of an import', () => {
  it('always tells what was read, added, known and refused, and the rest where there is any', () => {
    const facts = resultFacts(t, format, imported({ read: 1200, added: 1100, refused: 100, orders: 7 }));
    expect(facts.map(({ mark, value }) => [mark, value])).toEqual([
      ['read', '1,200'], ['added', '1,100'], ['known', '0'], ['refused', '100'], ['orders', '7'],
    ]);
    expect(facts[1]?.name).toBe('import.count.added.lines');
    expect(resultFacts(t, format, imported({ added: 2 }, 'customers'))[1]?.name).toBe('import.count.added.customers');
  });

  it('adds nothing when all was known, and only then', () => {
    expect(sayNothingNew(imported({ read: 5, known: 5 }))).toBe(true);
    expect(sayNothingNew(imported({ read: 5, known: 4, changed: 1 }))).toBe(false);
    expect(sayNothingNew(imported({ read: 0 }))).toBe(false);
  });

  it('leaves with what it brought', () => {
    const marks = undoFacts(t, format, imported({ added: 9, orders: 3, customers_new: 0, products_new: 2 }));
    expect(marks.map(({ value }) => value)).toEqual(['9', '3', '2']);
  });
});

describe('a row as it was read', () => {
  it('shows the clock of its own zone, with the month in words', () => {
    expect(wallClock('en', '2024-03-04T23:30:00+09:00')).toBe('4 Mar 2024, 23:30');
    expect(wallClock('en', 'soon')).toBe('soon');
  });

  it('names what further columns hold', () => {
    expect(pairs({ colour: 'red', size: 4 })).toBe('colour: red, size: 4');
    expect(pairs(null)).toBe('');
  });
});
