import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { EventKind, EventPage, EventRefusalPage, ExchangeLogin, ExchangePage, Source, SourceKindInput, VolumeList } from '../../api/types';
import { given } from '../../lib/given';

export const sourcesKey = ['sources'];

/** How often the stream of events looks for new ones, while it is in sight. */
const streamEveryMs = 3_000;
const volumesEveryMs = 10_000;
export const streamLength = 50;

export function sourcesQuery() {
  return queryOptions({
    queryKey: sourcesKey,
    queryFn: async ({ signal }): Promise<Source[]> => required(await api.GET('/api/v1/sources', { signal })).items,
  });
}

export async function createSource(body: { kind: SourceKindInput; name: string }): Promise<Source> {
  return required(await api.POST('/api/v1/sources', { body }));
}

export async function changeSource({ id, disabled }: { id: string; disabled: boolean }): Promise<Source> {
  return required(await api.PATCH('/api/v1/sources/{id}', { params: { path: { id } }, body: { disabled } }));
}

export async function rotateKey(id: string): Promise<Source> {
  return required(await api.POST('/api/v1/sources/{id}/rotate-key', { params: { path: { id } } }));
}

export function volumesQuery(id: string) {
  return queryOptions({
    queryKey: [...sourcesKey, id, 'volumes'],
    queryFn: async ({ signal }): Promise<VolumeList['items']> =>
      required(await api.GET('/api/v1/sources/{id}/volumes', { params: { path: { id } }, signal })).items,
    refetchInterval: volumesEveryMs,
  });
}

export async function refusalPage(id: string, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<EventRefusalPage> {
  return required(
    await api.GET('/api/v1/sources/{id}/refusals', {
      params: { path: { id }, query: given({ cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export type StreamQuery = { source: string | undefined; kind: EventKind | undefined; name: string | undefined; who: string | undefined };

export function streamQuery(query: StreamQuery, live: boolean) {
  return infiniteQueryOptions({
    queryKey: ['events', query],
    queryFn: async ({ pageParam, signal }): Promise<EventPage> =>
      required(await api.GET('/api/v1/events', { params: { query: given({ ...query, cursor: pageParam, limit: streamLength }) }, signal })),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: live ? streamEveryMs : false,
  });
}

function firstPage(): string | undefined {
  return undefined;
}

export const exchangesKey = ['exchanges'];

export async function exchangePage(cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<ExchangePage> {
  return required(
    await api.GET('/api/v1/exchanges', {
      params: { query: given({ cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export async function setExchangeLogin({ login, source }: { login: string; source: string }): Promise<ExchangeLogin> {
  return required(await api.PUT('/api/v1/exchanges/logins/{login}', { params: { path: { login } }, body: given({ source: source || undefined }) }));
}
