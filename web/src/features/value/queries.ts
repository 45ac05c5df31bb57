import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { EquityReport, Model, ModelList, ScorePage, ValueReport } from '../../api/types';
import { given } from '../../lib/given';

/** Under which terms value is counted. */
export type Terms = { margin: number | undefined; discount: number | undefined };

export const valueKey = ['reports', 'value'];

export function valueQuery(query: Terms & { as_of: string | undefined }) {
  return queryOptions({
    queryKey: [...valueKey, query],
    queryFn: async ({ signal }): Promise<ValueReport> =>
      required(await api.GET('/api/v1/reports/value', { params: { query: given(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

export type Months = 12 | 24 | 36;
export type BridgeQuery = Terms & { from: string | undefined; to: string | undefined; months: Months };

export function equityQuery({ discount, ...query }: BridgeQuery) {
  return queryOptions({
    queryKey: ['reports', 'equity', query, discount],
    queryFn: async ({ signal }): Promise<EquityReport> =>
      required(
        await api.GET('/api/v1/reports/equity', { params: { query: given({ ...query, yearly_discount: discount }) }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export type ScoreSort = 'clv' | 'risk';

export async function scorePage(
  query: { sort: ScoreSort; cursor: string | undefined; limit: number },
  signal: AbortSignal | undefined,
): Promise<ScorePage> {
  return required(await api.GET('/api/v1/scores', { params: { query: given(query) }, ...(signal === undefined ? {} : { signal }) }));
}

export function modelsQuery() {
  return queryOptions({
    queryKey: ['models'],
    queryFn: async ({ signal }): Promise<ModelList> => required(await api.GET('/api/v1/models', { signal })),
  });
}

/** Learns from the orders up to now, with what the model before was asked to look at; takes seconds, or minutes on a large base. */
export async function fitModel(covariates: readonly string[]): Promise<Model> {
  return required(await api.POST('/api/v1/models', { body: { covariates: [...covariates] } }));
}
