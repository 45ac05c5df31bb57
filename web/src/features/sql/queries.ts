import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { QueryGuide, SavedQuery, SavedQueryInput } from '../../api/types';
import { given } from '../../lib/given';
import { type Answer, readAnswer } from './answer';

export const savedKey = ['saved-queries'];

/** What a question can name; it changes with the program only. */
export function guideQuery() {
  return queryOptions({
    queryKey: ['query', 'schema'],
    queryFn: async ({ signal }): Promise<QueryGuide> => required(await api.GET('/api/v1/query/schema', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function savedQueries() {
  return queryOptions({
    queryKey: savedKey,
    queryFn: async ({ signal }): Promise<SavedQuery[]> => required(await api.GET('/api/v1/saved-queries', { signal })).items,
  });
}

/** The days that a question can name as `$from` and `$as_of`. */
export type Days = { from?: string | undefined; as_of?: string | undefined };

/** Runs a question; ending the signal closes the connection, and that stops it on the server. */
export async function ask(sql: string, days: Days, signal: AbortSignal): Promise<Answer> {
  const answer = await api.POST('/api/v1/query', { body: { sql, ...given(days) }, parseAs: 'text', signal });
  return read(answer);
}

/** Runs a saved query as its owner saved it. */
export async function askSaved(id: string, days: Days, signal: AbortSignal): Promise<Answer> {
  const answer = await api.GET('/api/v1/saved-queries/{id}/result', { params: { path: { id }, query: given(days) }, parseAs: 'text', signal });
  return read(answer);
}

function read({ data }: { data?: unknown }): Answer {
  if (typeof data !== 'string') throw new ApiError('server');
  return readAnswer(data);
}

export function savedResultQuery(id: string, days: Days) {
  return queryOptions({
    queryKey: [...savedKey, id, 'result', days],
    queryFn: async ({ signal }) => askSaved(id, days, signal),
  });
}

export const fileKinds = { csv: 'text/csv', parquet: 'application/vnd.apache.parquet' } as const;
export type FileKind = keyof typeof fileKinds;

/** The whole answer as a file, up to the most rows that the server gives. */
export async function askFile(sql: string, days: Days, kind: FileKind, maxRows: number): Promise<Blob> {
  const answer = await api.POST('/api/v1/query', { body: { sql, max_rows: maxRows, ...given(days) }, headers: { accept: fileKinds[kind] }, parseAs: 'blob' });
  if (!(answer.data instanceof Blob)) throw new ApiError('server');
  return answer.data;
}

export async function askSavedFile(id: string, days: Days, kind: FileKind): Promise<Blob> {
  const answer = await api.GET('/api/v1/saved-queries/{id}/result', { params: { path: { id }, query: given(days) }, headers: { accept: fileKinds[kind] }, parseAs: 'blob' });
  if (!(answer.data instanceof Blob)) throw new ApiError('server');
  return answer.data;
}

export async function saveNew(body: SavedQueryInput): Promise<SavedQuery> {
  return required(await api.POST('/api/v1/saved-queries', { body }));
}

export async function saveAgain({ id, version, body }: { id: string; version: number; body: SavedQueryInput }): Promise<SavedQuery> {
  return required(await api.PUT('/api/v1/saved-queries/{id}', { params: { path: { id } }, body: { ...body, version } }));
}

export async function removeSaved(id: string): Promise<void> {
  await api.DELETE('/api/v1/saved-queries/{id}', { params: { path: { id } } });
}

export async function restoreSaved(id: string): Promise<SavedQuery> {
  return required(await api.POST('/api/v1/saved-queries/{id}/restore', { params: { path: { id } } }));
}
