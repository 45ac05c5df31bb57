import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { CatalogueDecision, CatalogueDecisionInput, CatalogueEventDetail, CatalogueEventPage, EventKind } from '../../api/types';
import { given } from '../../lib/given';

export const catalogueKey = ['catalogue'];

export type CatalogueFilter = { kind: EventKind | undefined; search: string | undefined; drift: true | undefined };

export async function eventPage(filter: CatalogueFilter, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<CatalogueEventPage> {
  return required(
    await api.GET('/api/v1/catalogue/events', {
      params: { query: given({ ...filter, cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** What the list says of itself: until when events were followed, and what was beyond its bounds. */
export function followedQuery() {
  return queryOptions({
    queryKey: [...catalogueKey, 'followed'],
    queryFn: async ({ signal }) => {
      const { followed_until, not_catalogued, items } = await eventPage({ kind: undefined, search: undefined, drift: undefined }, undefined, 1, signal);
      return { until: followed_until, beyond: not_catalogued, isEmpty: items.length === 0 };
    },
  });
}

export function eventQuery(kind: EventKind, name: string) {
  return queryOptions({
    queryKey: [...catalogueKey, 'event', kind, name],
    queryFn: async ({ signal }): Promise<CatalogueEventDetail> => required(await api.GET('/api/v1/catalogue/event', { params: { query: { kind, name } }, signal })),
  });
}

export function decisionsQuery() {
  return queryOptions({
    queryKey: [...catalogueKey, 'decisions'],
    queryFn: async ({ signal }): Promise<CatalogueDecision[]> => required(await api.GET('/api/v1/catalogue/decisions', { signal })).items,
  });
}

export async function decide(body: CatalogueDecisionInput): Promise<CatalogueDecision> {
  return required(await api.POST('/api/v1/catalogue/decisions', { body }));
}

export async function undo(id: string): Promise<void> {
  await api.DELETE('/api/v1/catalogue/decisions/{id}', { params: { path: { id } } });
}
