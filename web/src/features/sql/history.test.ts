import { beforeEach, expect, it } from 'vitest';
import { forgetHistory, readHistory, remember } from './history';

const at = '2026-01-15T12:00:00.000Z';

beforeEach(() => globalThis.localStorage.clear());

it('the newest question comes first, each once', () => {
  remember('ada', { sql: 'select 1', at, rows: 1 });
  remember('ada', { sql: 'select 2', at, rows: null });
  remember('ada', { sql: ' select 1 ', at, rows: 2 });
  expect(readHistory('ada').map(({ sql, rows }) => [sql, rows])).toEqual([
    [' select 1 ', 2],
    ['select 2', null],
  ]);
  expect(readHistory('bob')).toEqual([]);
  forgetHistory('ada');
  expect(readHistory('ada')).toEqual([]);
});

it('fifty are kept, and none that is empty or very long', () => {
  for (let n = 0; n < 60; n += 1) remember('ada', { sql: `select ${n}`, at, rows: 1 });
  remember('ada', { sql: '  ', at, rows: 1 });
  remember('ada', { sql: 'x'.repeat(30_000), at, rows: 1 });
  expect(readHistory('ada')).toHaveLength(50);
  expect(readHistory('ada')[0]?.sql).toBe('select 59');
});

it('what somebody else left there is no history', () => {
  globalThis.localStorage.setItem('clientele.sql.history.ada', '{"a":1}');
  expect(readHistory('ada')).toEqual([]);
  globalThis.localStorage.setItem('clientele.sql.history.ada', 'no JSON');
  expect(readHistory('ada')).toEqual([]);
});
