import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { RfmReport } from '../../api/types';

export type RfmQuery = { asOf: string | undefined; compare: string | undefined; money: 'net' | 'gross' };

export function rfmQuery({ asOf, compare, money }: RfmQuery) {
  return queryOptions({
    queryKey: ['reports', 'rfm', asOf ?? null, compare ?? null, money],
    queryFn: async ({ signal }): Promise<RfmReport> => {
      const query = {
        money,
        ...(asOf === undefined ? {} : { as_of: asOf }),
        ...(compare === undefined ? {} : { compare }),
      };
      return required(await api.GET('/api/v1/reports/rfm', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
}
