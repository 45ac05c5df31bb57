import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';

export const noticesKey = ['notifications'];

const whileNotLiveMs = 60_000;

/** The newest notices; asked for every minute while they are not told live. */
export const noticesQuery = (isLive: boolean) =>
  queryOptions({
    queryKey: noticesKey,
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/notifications', { signal })),
    refetchInterval: isLive ? false : whileNotLiveMs,
    retry: false,
  });

export async function markRead(ids: readonly string[] | undefined): Promise<void> {
  await api.POST('/api/v1/notifications/read', { body: ids === undefined ? {} : { ids: [...ids] } });
}
