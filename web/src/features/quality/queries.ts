import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { QualityReport, QualityVolumeList, QualityAlarmPage } from '../../api/types';
import { given } from '../../lib/given';

export const qualityKey = ['quality'];
const everyMs = 60_000;

export function qualityQuery(days: number | undefined) {
  return queryOptions({
    queryKey: [...qualityKey, 'report', days],
    queryFn: async ({ signal }): Promise<QualityReport> => required(await api.GET('/api/v1/quality', { params: { query: given({ days }) }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
}

export type AlarmState = 'open' | 'all';

export async function alarmPage(state: AlarmState, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<QualityAlarmPage> {
  return required(
    await api.GET('/api/v1/quality/alarms', {
      params: { query: given({ state, cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export function volumesQuery(source: string, days: number) {
  return queryOptions({
    queryKey: [...qualityKey, 'volumes', source, days],
    queryFn: async ({ signal }): Promise<QualityVolumeList['items']> =>
      required(await api.GET('/api/v1/quality/volumes', { params: { query: { source, days } }, signal })).items,
    placeholderData: keepPreviousData,
  });
}
