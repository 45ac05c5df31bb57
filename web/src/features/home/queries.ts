import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { BaseReport, GoalMetric } from '../../api/types';

export type BaseQuery = { asOf: string | undefined; lostAfter: number | undefined };

export const baseKey = ['reports', 'base'];

export function baseQuery({ asOf, lostAfter }: BaseQuery) {
  return queryOptions({
    queryKey: [...baseKey, asOf ?? null, lostAfter ?? null],
    queryFn: async ({ signal }): Promise<BaseReport> => {
      const query = {
        ...(asOf === undefined ? {} : { as_of: asOf }),
        ...(lostAfter === undefined ? {} : { lost_after_days: lostAfter }),
      };
      return required(await api.GET('/api/v1/reports/base', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
}

type GoalPlace = { metric: GoalMetric; month: string };

export async function setGoal({ metric, month, target }: GoalPlace & { target: number }): Promise<void> {
  await api.PUT('/api/v1/goals/{metric}/{month}', { params: { path: { metric, month } }, body: { target } });
}

export async function removeGoal({ metric, month }: GoalPlace): Promise<void> {
  await api.DELETE('/api/v1/goals/{metric}/{month}', { params: { path: { metric, month } } });
}
