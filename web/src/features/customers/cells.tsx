import type { ReactNode } from 'react';
import type { CustomerRow } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { segmentTitle } from '../../lib/segment-names';
import type { ColumnName } from './columns';
import type { Sort } from './search';

/** How a column is sorted: what a first click asks for, and a second. */
export const columnSorts: Partial<Record<ColumnName | 'name', readonly [Sort, Sort]>> = {
  name: ['name', '-name'],
  alive: ['p_alive', '-p_alive'],
  orders: ['-orders', 'orders'],
  revenue: ['-revenue', 'revenue'],
  clv: ['-clv', 'clv'],
  last_order: ['-last_order', 'last_order'],
  created: ['-created_at', 'created_at'],
};

/** Columns of words begin at the start of their cells, figures stand at the end. */
export const wordColumns: ReadonlySet<ColumnName> = new Set(['email', 'phone', 'country', 'segment', 'key']);

export function cell(t: Translate, format: Formatter, currency: CurrencyLike, row: CustomerRow, column: ColumnName): ReactNode {
  const day = (value: string | null) => (value === null ? '–' : format.date(value));
  switch (column) {
    case 'email':
      return word(row.email);
    case 'phone':
      return word(row.phone);
    case 'country':
      return word(row.country);
    case 'segment':
      return row.segment === null ? '–' : segmentTitle(t, row.segment);
    case 'alive':
      return format.percent(row.p_alive, 0);
    case 'orders':
      return format.number(row.orders);
    case 'revenue':
      return format.money(row.revenue_minor, currency);
    case 'clv':
      return format.money(row.clv_12m_minor, currency);
    case 'last_order':
      return day(row.last_order);
    case 'first_order':
      return day(row.first_order);
    case 'created':
      return day(row.created_at.slice(0, 10));
    case 'key':
      return word(row.key);
  }
}

/** What may be too long for a cell is there in full when it is pointed at. */
function word(text: string | null): ReactNode {
  return text === null || text === '' ? '–' : <bdi title={text}>{text}</bdi>;
}

export function shownName(row: CustomerRow): string | null {
  return row.name === null || row.name.trim() === '' ? null : row.name;
}
