import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { AcquisitionReport, ProfitPage, ProfitReport } from '../../api/types';
import { given } from '../../lib/given';
import type { ProfitPart } from '../../ui/figure-link';

/** Costs that the base does not know by itself. */
export type Costs = {
  margin: number | undefined;
  cost_per_order_minor: number | undefined;
  cost_per_return_minor: number | undefined;
};
export type ProfitQuery = Costs & { as_of: string | undefined; from: string | undefined };
export type ProfitOrder = 'worst' | 'best';

export function profitQuery(query: ProfitQuery) {
  return queryOptions({
    queryKey: ['reports', 'profitability', query],
    queryFn: async ({ signal }): Promise<ProfitReport> =>
      required(await api.GET('/api/v1/reports/profitability', { params: { query: given(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

export async function profitPage(
  { part, ...query }: ProfitQuery & { order: ProfitOrder; part: ProfitPart | undefined; cursor: string | undefined; limit: number },
  signal: AbortSignal | undefined,
): Promise<ProfitPage> {
  return required(
    await api.GET('/api/v1/reports/profitability/customers', {
      params: { query: { ...given(query), ...(part === 'unprofitable' ? { unprofitable: true } : given({ decile: part })) } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export const acquisitionKey = ['reports', 'acquisition'];

export function acquisitionQuery(query: { as_of: string | undefined; margin: number | undefined }) {
  return queryOptions({
    queryKey: [...acquisitionKey, query],
    queryFn: async ({ signal }): Promise<AcquisitionReport> =>
      required(await api.GET('/api/v1/reports/acquisition', { params: { query: given(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

export async function setSpend({ month, amount }: { month: string; amount: number }): Promise<void> {
  await api.PUT('/api/v1/spend/{month}', { params: { path: { month } }, body: { amount_minor: amount } });
}

export async function removeSpend(month: string): Promise<void> {
  await api.DELETE('/api/v1/spend/{month}', { params: { path: { month } } });
}
