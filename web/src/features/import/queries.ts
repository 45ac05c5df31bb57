import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import { importsKey, isRunning } from '../../api/imports';
import { ApiError } from '../../api/problem';
import type {
  Exchange,
  ExchangePreview,
  Import,
  ImportKind,
  ImportLook,
  ImportPage,
  LookInput,
  OnError,
  RefusalPage,
  SavedMapping,
  StagedUpload,
} from '../../api/types';
import { sendFile } from '../../api/upload';
import { given } from '../../lib/given';

const runningMs = 700;

export async function stageFile(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<StagedUpload> {
  const answer = await sendFile(file, onSent, signal);
  if (!isStaged(answer)) throw new ApiError('server');
  return answer;
}

function isStaged(value: unknown): value is StagedUpload {
  return typeof value === 'object' && value !== null && 'id' in value && 'known' in value;
}

export async function dropFile(id: string): Promise<void> {
  await api.DELETE('/api/v1/imports/uploads/{id}', { params: { path: { id } } });
}

export function lookQuery(upload: string, body: LookInput) {
  return queryOptions({
    queryKey: ['import-look', upload, body],
    queryFn: async ({ signal }): Promise<ImportLook> =>
      required(await api.POST('/api/v1/imports/uploads/{id}/preview', { params: { path: { id: upload } }, body, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}

export function exchangeLookQuery(upload: string) {
  return queryOptions({
    queryKey: ['exchange-look', upload],
    queryFn: async ({ signal }): Promise<ExchangePreview> => {
      const answer = await api.POST('/api/v1/imports/commerceml', { params: { query: { upload, dry_run: true } }, body: '', signal });
      if (answer.data === undefined || !('version' in answer.data)) throw new ApiError('server');
      return answer.data;
    },
    staleTime: Infinity,
    retry: false,
  });
}

type Start = { kind: ImportKind; upload: string; mapping: string; onError: OnError };

const places = {
  orders: '/api/v1/imports/orders',
  customers: '/api/v1/imports/customers',
  products: '/api/v1/imports/products',
  subscriptions: '/api/v1/imports/subscriptions',
} as const satisfies Record<ImportKind, string>;

export async function startImport({ kind, upload, mapping, onError }: Start): Promise<Import> {
  const form = new FormData();
  form.set('mapping', mapping);
  const answer = await api.POST(places[kind], {
    params: { query: { upload, on_error: onError } },
    body: '',
    bodySerializer: () => form,
  });
  if (answer.data === undefined || !('state' in answer.data)) throw new ApiError('server');
  return answer.data;
}

type StartExchange = { upload: string; source: string; onError: OnError };

export async function startExchange({ upload, source, onError }: StartExchange): Promise<Exchange> {
  const query = given({ upload, on_error: onError, source: source || undefined });
  const answer = await api.POST('/api/v1/imports/commerceml', { params: { query }, body: '' });
  if (answer.data === undefined || !('state' in answer.data)) throw new ApiError('server');
  return answer.data;
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: [...importsKey, id],
    queryFn: async ({ signal }): Promise<Import> => required(await api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
    // Also after a failure: a server that is started again goes on answering.
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? runningMs : false),
    staleTime: 0,
  });
}

export function exchangeQuery(id: string) {
  return queryOptions({
    queryKey: ['exchanges', id],
    queryFn: async ({ signal }): Promise<Exchange> => required(await api.GET('/api/v1/exchanges/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? runningMs : false),
    staleTime: 0,
  });
}

export async function undoImport(id: string): Promise<Import> {
  return required(await api.DELETE('/api/v1/imports/{id}', { params: { path: { id } } }));
}

export async function importPage(cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<ImportPage> {
  return required(
    await api.GET('/api/v1/imports', { params: { query: given({ cursor, limit }) }, ...(signal === undefined ? {} : { signal }) }),
  );
}

export async function refusalPage(id: string, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<RefusalPage> {
  return required(
    await api.GET('/api/v1/imports/{id}/refused', {
      params: { path: { id }, query: given({ cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export const mappingsKey = ['mappings'];

export function mappingsQuery() {
  return queryOptions({
    queryKey: mappingsKey,
    queryFn: async ({ signal }): Promise<SavedMapping[]> => required(await api.GET('/api/v1/mappings', { signal })).items,
  });
}

export async function saveMapping({ name, kind, body }: { name: string; kind: ImportKind; body: string }): Promise<SavedMapping> {
  return required(await api.PUT('/api/v1/mappings/{name}', { params: { path: { name } }, body: { kind, body } }));
}

export async function removeMapping(name: string): Promise<void> {
  await api.DELETE('/api/v1/mappings/{name}', { params: { path: { name } } });
}

/** A mapping is its name: under another name it is saved first, so that nothing is lost when the second step fails. */
export async function renameMapping({ mapping, name }: { mapping: SavedMapping; name: string }): Promise<SavedMapping> {
  const saved = await saveMapping({ name, kind: mapping.kind, body: mapping.body });
  await removeMapping(mapping.name);
  return saved;
}
