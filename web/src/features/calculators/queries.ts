import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { LostCustomersReport } from '../../api/types';
import type { Given } from './inputs';

export type LostQuery = { asOf: string | undefined; lostAfter: number | undefined; given: Given };

export function lostQuery({ asOf, lostAfter, given }: LostQuery) {
  return queryOptions({
    queryKey: ['reports', 'lost-customers', asOf ?? null, lostAfter ?? null, given],
    queryFn: async ({ signal }): Promise<LostCustomersReport> => {
      const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const query = {
        ...known,
        ...(asOf === undefined ? {} : { as_of: asOf }),
        ...(lostAfter === undefined ? {} : { lost_after_days: lostAfter }),
      };
      return required(await api.GET('/api/v1/reports/lost-customers', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
}
