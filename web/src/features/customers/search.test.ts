import { expect, it } from 'vitest';
import { formatter } from '../../lib/format';
import { chips } from './chips';
import { moved, readColumns } from './columns';
import { type Filters, readCustomersSearch } from './search';
import { fromViewQuery, viewQuery } from './view-query';

it('drops what makes no sense in an address', () => {
  expect(readCustomersSearch({ sort: '-email', orders_min: -1, orders_max: 2.5, risk: 'great', page: 3, last_order_from: 'today', search: 17_850 })).toEqual({ search: '17850' });
  expect(readCustomersSearch({ cursor: 'abc', page: 3, sort: '-clv' })).toEqual({ cursor: 'abc', page: 3, sort: '-clv' });
});

it('a saved view keeps filters and order, and gives them back', () => {
  const search = { search: 'åse & co', segment: 'champions,new', orders_min: 3, revenue_max: -5, sort: '-clv', cursor: 'abc', page: 2, columns: 'email' } as const;
  const query = viewQuery(search);
  expect(fromViewQuery(query)).toEqual({ search: 'åse & co', segment: 'champions,new', orders_min: 3, revenue_max: -5, sort: '-clv' });
  expect(viewQuery(fromViewQuery(query))).toBe(query);
  expect(fromViewQuery('nonsense=1&sort=upwards')).toEqual({});
});

it('columns are known ones, each once, and move by one place', () => {
  expect(readColumns(['email', 'shoe', 'email', 'clv'])).toEqual(['email', 'clv']);
  expect(readColumns([''])).toBeUndefined();
  expect(moved(['email', 'clv', 'orders'], 'orders', -1)).toEqual(['email', 'orders', 'clv']);
  expect(moved(['email', 'clv'], 'email', -1)).toEqual(['email', 'clv']);
});

it('every filter is a chip that takes away only itself', () => {
  const t = (key: string, values: Record<string, string> = {}) => `${key} ${Object.values(values).join(' ')}`.trim();
  const filters = { search: 'ada', segment: 'champions', orders_min: 2, orders_max: 5, clv_min: 100, last_order_until: '2011-12-09', with: 'email' } as const;
  const made = chips(t, formatter('en'), { code: 'GBP', digits: 2 }, filters);
  expect(made.map(({ key }) => key)).toEqual(['search', 'segment', 'orders', 'clv', 'last_order', 'with']);
  const rest = made.reduce<Filters>((left, { without }) => ({ ...left, ...without }), filters);
  expect(Object.values(rest).filter((value) => value !== undefined)).toEqual([]);
});
