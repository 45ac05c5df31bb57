import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { CustomerCard, CustomerNote, CustomerNotePage, CustomerOrderPage, FormAnswer, CustomerTimelinePage } from '../../api/types';
import { given } from '../../lib/given';

/** Everything about one customer, by our id or their key. */
export function customerKey(customer: string): string[] {
  return ['customer', customer];
}

export function notesKey(id: string): string[] {
  return [...customerKey(id), 'notes'];
}

const pageLength = 50;

export function cardQuery(customer: string) {
  return queryOptions({
    queryKey: customerKey(customer),
    queryFn: async ({ signal }): Promise<CustomerCard> =>
      required(await api.GET('/api/v1/customers/{id}', { params: { path: { id: customer } }, signal })),
  });
}

/** What was answered to forms, the latest fifty first; this asks by our id. */
export function answersQuery(id: string) {
  return queryOptions({
    queryKey: [...customerKey(id), 'answers'],
    queryFn: async ({ signal }): Promise<FormAnswer[]> =>
      required(await api.GET('/api/v1/customers/{id}/answers', { params: { path: { id } }, signal })).items,
    placeholderData: keepPreviousData,
  });
}

function firstPage(): string | undefined {
  return undefined;
}

const paged = {
  initialPageParam: firstPage(),
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
};

export function ordersQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...customerKey(id), 'orders'],
    queryFn: async ({ pageParam: cursor, signal }): Promise<CustomerOrderPage> =>
      required(await api.GET('/api/v1/customers/{id}/orders', { params: { path: { id }, query: given({ cursor, limit: pageLength }) }, signal })),
    ...paged,
  });
}

export function timelineQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...customerKey(id), 'timeline'],
    queryFn: async ({ pageParam: cursor, signal }): Promise<CustomerTimelinePage> =>
      required(await api.GET('/api/v1/customers/{id}/timeline', { params: { path: { id }, query: given({ cursor, limit: pageLength }) }, signal })),
    ...paged,
  });
}

export function notesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: notesKey(id),
    queryFn: async ({ pageParam: cursor, signal }): Promise<CustomerNotePage> =>
      required(await api.GET('/api/v1/customers/{id}/notes', { params: { path: { id }, query: given({ cursor, limit: pageLength }) }, signal })),
    ...paged,
  });
}

export async function addNote({ id, text }: { id: string; text: string }): Promise<CustomerNote> {
  return required(await api.POST('/api/v1/customers/{id}/notes', { params: { path: { id } }, body: { text } }));
}

/** Goes out also when the page is about to be left. */
export async function removeNote({ id, note }: { id: string; note: string }): Promise<void> {
  await api.DELETE('/api/v1/customers/{id}/notes/{note}', { params: { path: { id, note } }, keepalive: true });
}
