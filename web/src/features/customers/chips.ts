import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { segmentTitle } from '../../lib/segment-names';
import { contactNames, type Filters } from './search';

/** A filter in words, and what takes it away. */
export type Chip = { key: string; text: string; without: Filters };

/** A word from elsewhere inside a sentence keeps its own direction. */
const apart = (text: string) => `\u2068${text}\u2069`;

export function chips(t: Translate, format: Formatter, currency: CurrencyLike, filters: Filters): Chip[] {
  const made: Chip[] = [];
  const add = (key: string, name: string, value: string, without: Filters) =>
    made.push({ key, text: t('customers.chip', { name, value }), without });
  const between = (low: string | undefined, high: string | undefined) => {
    if (low !== undefined && high !== undefined) return format.range(low, high);
    return low === undefined ? t('customers.atMost', { value: high ?? '' }) : t('customers.atLeast', { value: low });
  };
  const shown = (value: number | undefined, show: (value: number) => string) => (value === undefined ? undefined : show(value));
  const money = (value: number) => format.money(value, currency);

  if (filters.search !== undefined) add('search', t('customers.search'), apart(filters.search), { search: undefined });
  if (filters.segment !== undefined) {
    const names = filters.segment.split(',').map((name) => segmentTitle(t, name));
    add('segment', t('customers.column.segment'), names.join(t('customers.comma')), { segment: undefined });
  }
  if (filters.country !== undefined) add('country', t('customers.column.country'), apart(filters.country), { country: undefined });
  if (filters.risk !== undefined) add('risk', t('customers.risk.label'), t(`customers.risk.${filters.risk}`), { risk: undefined });
  if (filters.orders_min !== undefined || filters.orders_max !== undefined) {
    const value = between(shown(filters.orders_min, (n) => format.number(n)), shown(filters.orders_max, (n) => format.number(n)));
    add('orders', t('customers.column.orders'), value, { orders_min: undefined, orders_max: undefined });
  }
  if (filters.revenue_min !== undefined || filters.revenue_max !== undefined) {
    const value = between(shown(filters.revenue_min, money), shown(filters.revenue_max, money));
    add('revenue', t('customers.column.revenue'), value, { revenue_min: undefined, revenue_max: undefined });
  }
  if (filters.clv_min !== undefined || filters.clv_max !== undefined) {
    add('clv', t('customers.column.clv'), between(shown(filters.clv_min, money), shown(filters.clv_max, money)), { clv_min: undefined, clv_max: undefined });
  }
  const { last_order_from: from, last_order_until: until } = filters;
  if (from !== undefined && until !== undefined) {
    add('last_order', t('customers.column.last_order'), format.range(format.date(from), format.date(until)), { last_order_from: undefined, last_order_until: undefined });
  } else if (from !== undefined) {
    add('last_order', t('customers.column.last_order'), t('customers.from', { value: format.date(from) }), { last_order_from: undefined });
  } else if (until !== undefined) {
    add('last_order', t('customers.column.last_order'), t('customers.until', { value: format.date(until) }), { last_order_until: undefined });
  }
  if (filters.with !== undefined) {
    const asked = filters.with.split(',');
    const names = contactNames.filter((name) => asked.includes(name)).map((name) => t(`customers.with.${name}`));
    add('with', t('customers.with.label'), names.join(t('customers.comma')), { with: undefined });
  }
  return made;
}
