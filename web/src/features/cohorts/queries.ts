import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { CohortReport } from '../../api/types';

export type CohortQuery = { asOf: string | undefined; by: 'week' | 'month' | 'quarter' | 'year'; money: 'net' | 'gross' };

export function cohortQuery({ asOf, by, money }: CohortQuery) {
  return queryOptions({
    queryKey: ['reports', 'cohorts', asOf ?? null, by, money],
    queryFn: async ({ signal }): Promise<CohortReport> => {
      const query = { by, money, ...(asOf === undefined ? {} : { as_of: asOf }) };
      return required(await api.GET('/api/v1/reports/cohorts', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
}
