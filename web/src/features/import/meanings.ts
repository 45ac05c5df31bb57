import type { TextKey, Translate } from '../../lib/i18n';

/** What a column can mean, and what else stands in a row as it was read. */
const meanings = {
  order: 'import.meaning.order',
  customer: 'import.meaning.customer',
  date: 'import.meaning.date',
  time: 'import.meaning.time',
  product: 'import.meaning.product',
  name: 'import.meaning.name',
  quantity: 'import.meaning.quantity',
  unit_price: 'import.meaning.unitPrice',
  amount: 'import.meaning.amount',
  discount: 'import.meaning.discount',
  cost: 'import.meaning.cost',
  unit_cost: 'import.meaning.unitCost',
  currency: 'import.meaning.currency',
  channel: 'import.meaning.channel',
  store: 'import.meaning.store',
  country: 'import.meaning.country',
  email: 'import.meaning.email',
  phone: 'import.meaning.phone',
  category: 'import.meaning.category',
  subscription: 'import.meaning.subscription',
  start: 'import.meaning.start',
  end: 'import.meaning.end',
  price: 'import.meaning.price',
  period: 'import.meaning.period',
  plan: 'import.meaning.plan',
  line: 'import.meaning.line',
  at: 'import.meaning.at',
  is_return: 'import.meaning.isReturn',
  attributes: 'import.meaning.attributes',
} as const satisfies Record<string, TextKey>;

/** The name of a meaning; a meaning that is newer than this console keeps the server's word. */
export function meaningText(t: Translate, meaning: string | null): string {
  const known = Object.entries(meanings).find(([name]) => name === meaning);
  return known === undefined ? (meaning ?? '') : t(known[1]);
}
