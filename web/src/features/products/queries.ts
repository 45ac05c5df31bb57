import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { PairReport, ProductDetail, ProductPage } from '../../api/types';
import { given } from '../../lib/given';

export type ProductTime = { as_of: string | undefined; from: string | undefined };
export type Compare = 'previous' | 'year' | 'none';
export const productOrders = ['revenue', 'units', 'orders', 'buyers', 'returns', 'repeat', 'first', 'change', 'name'] as const;
export const pairOrders = ['orders', 'lift', 'confidence'] as const;
export type ListQuery = ProductTime & { compare: Compare | undefined; search: string | undefined; order: (typeof productOrders)[number] | undefined };
export type PairQuery = ProductTime & { product: string | undefined; order: (typeof pairOrders)[number] | undefined };

export async function fetchProducts(asked: ListQuery, page: { cursor: string | undefined; limit: number }, signal?: AbortSignal): Promise<ProductPage> {
  const query = given({ ...asked, ...page });
  return required(await api.GET('/api/v1/reports/products', { params: { query }, ...(signal === undefined ? {} : { signal }) }));
}

/** What all products of a time add up to; the list is asked for apart, page by page. */
export function totalsQuery({ as_of, from, compare }: ListQuery) {
  return queryOptions({
    queryKey: ['reports', 'products', 'totals', as_of ?? null, from ?? null, compare ?? null],
    queryFn: ({ signal }) => fetchProducts({ as_of, from, compare, search: undefined, order: undefined }, { cursor: undefined, limit: 1 }, signal),
    placeholderData: keepPreviousData,
  });
}

export function pairsQuery(asked: PairQuery) {
  return queryOptions({
    queryKey: ['reports', 'products', 'pairs', asked],
    queryFn: async ({ signal }): Promise<PairReport> =>
      required(await api.GET('/api/v1/reports/products/pairs', { params: { query: { ...given(asked), limit: 50 } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function detailQuery(product: string, { as_of, from }: ProductTime) {
  return queryOptions({
    queryKey: ['reports', 'products', 'detail', product, as_of ?? null, from ?? null],
    queryFn: async ({ signal }): Promise<ProductDetail> =>
      required(await api.GET('/api/v1/reports/products/detail', { params: { query: { product, ...given({ as_of, from }) } }, signal })),
  });
}
