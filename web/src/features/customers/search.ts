import { compactSearch, dateParam, numberParam, oneOf, type RawSearch, textParam } from '../../lib/search';

/** By what the list can be sorted; a minus puts the greatest first. */
export const sorts = ['-revenue', 'revenue', 'name', '-name', '-last_order', 'last_order', '-orders', 'orders', '-clv', 'clv', 'p_alive', '-p_alive', '-created_at', 'created_at'] as const;

export type Sort = (typeof sorts)[number];

/** What the list asks the server for, under the server's own names. */
export type Filters = {
  search?: string | undefined;
  /** Names of segments, with commas between. */
  segment?: string | undefined;
  country?: string | undefined;
  risk?: 'low' | 'middle' | 'high' | undefined;
  orders_min?: number | undefined;
  orders_max?: number | undefined;
  revenue_min?: number | undefined;
  revenue_max?: number | undefined;
  clv_min?: number | undefined;
  clv_max?: number | undefined;
  last_order_from?: string | undefined;
  last_order_until?: string | undefined;
  /** What they can be reached by, with a comma between. */
  with?: string | undefined;
};

/** The whole state of the list, as it stands in the address. */
export type CustomersSearch = Filters & {
  sort?: Sort | undefined;
  /** The columns in their order, with commas between. */
  columns?: string | undefined;
  /** The saved view that was opened. */
  view?: string | undefined;
  cursor?: string | undefined;
  /** Which page the cursor leads to; the first is 1. */
  page?: number | undefined;
};

const whole = { low: 0, high: 9_007_199_254_740_991 };

function count(value: unknown): number | undefined {
  const number = numberParam(value, whole);
  return number === undefined || !Number.isInteger(number) ? undefined : number;
}

/** Amounts may be below zero: returns count too. */
function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

export const contactNames = ['email', 'phone'] as const;

function contacts(value: unknown): string | undefined {
  const asked = typeof value === 'string' ? value.split(',') : [];
  return contactNames.filter((name) => asked.includes(name)).join() || undefined;
}

export function readFilters(raw: RawSearch): Filters {
  return compactSearch({
    search: textParam(raw['search']),
    segment: textParam(raw['segment']),
    country: textParam(raw['country']),
    risk: oneOf(raw['risk'], ['low', 'middle', 'high']),
    orders_min: count(raw['orders_min']),
    orders_max: count(raw['orders_max']),
    revenue_min: amount(raw['revenue_min']),
    revenue_max: amount(raw['revenue_max']),
    clv_min: count(raw['clv_min']),
    clv_max: count(raw['clv_max']),
    last_order_from: dateParam(raw['last_order_from']),
    last_order_until: dateParam(raw['last_order_until']),
    with: contacts(raw['with']),
  });
}

export function readCustomersSearch(raw: RawSearch): CustomersSearch {
  const cursor = typeof raw['cursor'] === 'string' && raw['cursor'].length <= 1000 ? raw['cursor'] : undefined;
  return compactSearch({
    ...readFilters(raw),
    sort: oneOf(raw['sort'], sorts),
    columns: textParam(raw['columns']),
    view: textParam(raw['view']),
    cursor,
    page: cursor === undefined ? undefined : numberParam(raw['page'], { low: 2, high: 1_000_000 }),
  });
}
