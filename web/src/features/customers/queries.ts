import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { CustomerPage, CustomerView, CustomerViewInput } from '../../api/types';
import { given } from '../../lib/given';
import type { Filters, Sort } from './search';

export const pageLength = 50;

export type ListQuery = Filters & { sort?: Sort | undefined };

export function customersQuery(query: ListQuery, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['customers', query, cursor],
    queryFn: async ({ signal }): Promise<CustomerPage> =>
      required(await api.GET('/api/v1/customers', { params: { query: given({ ...query, cursor, limit: pageLength }) }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const viewsKey = ['customer-views'];

export function viewsQuery() {
  return queryOptions({
    queryKey: viewsKey,
    queryFn: async ({ signal }): Promise<CustomerView[]> => required(await api.GET('/api/v1/customer-views', { signal })).items,
  });
}

export async function createView(body: CustomerViewInput): Promise<CustomerView> {
  return required(await api.POST('/api/v1/customer-views', { body }));
}

export async function changeView({ id, ...body }: CustomerViewInput & { id: string }): Promise<CustomerView> {
  return required(await api.PUT('/api/v1/customer-views/{id}', { params: { path: { id } }, body }));
}

export async function removeView(id: string): Promise<void> {
  await api.DELETE('/api/v1/customer-views/{id}', { params: { path: { id } } });
}
