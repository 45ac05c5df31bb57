import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { CustomerCard, FormAnswer } from '../../api/types';

/** Everything about one customer, by our id or their key. */
export function customerKey(customer: string): string[] {
  return ['customer', customer];
}

export function cardQuery(customer: string) {
  return queryOptions({
    queryKey: customerKey(customer),
    queryFn: async ({ signal }): Promise<CustomerCard> =>
      required(await api.GET('/api/v1/customers/{id}', { params: { path: { id: customer } }, signal })),
  });
}

/** What was answered to forms, the latest fifty first; this asks by our id. */
export function answersQuery(id: string) {
  return queryOptions({
    queryKey: [...customerKey(id), 'answers'],
    queryFn: async ({ signal }): Promise<FormAnswer[]> =>
      required(await api.GET('/api/v1/customers/{id}/answers', { params: { path: { id } }, signal })).items,
    placeholderData: keepPreviousData,
  });
}
