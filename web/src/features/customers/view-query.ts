import { type CustomersSearch, type Filters, readCustomersSearch, readFilters, type Sort } from './search';

/** What a saved view keeps of an address: filters and order, as text. */
export function viewQuery(search: CustomersSearch): string {
  const kept = new URLSearchParams();
  const entries = Object.entries({ ...readFilters(search), sort: search.sort });
  for (const [name, value] of entries) if (value !== undefined) kept.set(name, String(value));
  return kept.toString();
}

/** The filters and the order that a saved view holds; what makes no sense is dropped. */
export function fromViewQuery(query: string): Filters & { sort?: Sort | undefined } {
  const raw = Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, isAmount(name) ? Number(value) : value]));
  const { sort, ...rest } = readCustomersSearch(raw);
  return { ...readFilters(rest), ...(sort === undefined ? {} : { sort }) };
}

function isAmount(name: string): boolean {
  return name.endsWith('_min') || name.endsWith('_max');
}
