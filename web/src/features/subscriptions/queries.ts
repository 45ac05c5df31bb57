import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { ContractReport, SubscriberPage } from '../../api/types';
import { given } from '../../lib/given';

export type SubscriptionsQuery = { as_of: string | undefined; margin: number | undefined; discount: number | undefined };
export type CohortBy = 'month' | 'quarter' | 'year';

export function subscriptionsQuery(query: SubscriptionsQuery & { by: CohortBy }) {
  return queryOptions({
    queryKey: ['reports', 'subscriptions', query],
    queryFn: async ({ signal }): Promise<ContractReport> =>
      required(await api.GET('/api/v1/reports/subscriptions', { params: { query: given(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

export async function subscriberPage(
  query: SubscriptionsQuery & { cursor: string | undefined; limit: number },
  signal: AbortSignal | undefined,
): Promise<SubscriberPage> {
  return required(
    await api.GET('/api/v1/reports/subscriptions/subscribers', {
      params: { query: given(query) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}
