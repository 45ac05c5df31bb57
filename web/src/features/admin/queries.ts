import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { Role } from '../../api/types';
import { given } from '../../lib/given';

export const roles = ['admin', 'analyst', 'operator', 'viewer'] as const satisfies readonly Role[];

export const usersKey = ['admin', 'users'];
export const keysKey = ['admin', 'keys'];

export const usersQuery = () =>
  queryOptions({
    queryKey: usersKey,
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/users', { signal })).items,
  });

export async function createUser(body: { login: string; name: string; role: Role; password: string; language: string }) {
  return required(await api.POST('/api/v1/users', { body }));
}

type UserChange = { name?: string; role?: Role; password?: string; disabled?: boolean };

export async function changeUser({ id, ...body }: UserChange & { id: string }) {
  return required(await api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body }));
}

export const keysQuery = () =>
  queryOptions({
    queryKey: keysKey,
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/api-keys', { signal })).items,
  });

export async function createKey(body: { name: string; role: Role; expires_at: string | null }) {
  return required(await api.POST('/api/v1/api-keys', { body }));
}

export async function revokeKey(id: string) {
  await api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } });
}

const lookedAtEveryMs = 10_000;

export const systemQuery = () =>
  queryOptions({
    queryKey: ['admin', 'system'],
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/system', { signal })),
    refetchInterval: lookedAtEveryMs,
    staleTime: 0,
  });

export type AuditFilter = { actor?: string | undefined; action?: string | undefined; object?: string | undefined };

export async function auditPage(filter: AuditFilter, cursor: string | undefined, limit: number, signal?: AbortSignal) {
  const query = given({ ...filter, cursor, limit });
  return required(await api.GET('/api/v1/audit', { params: { query }, ...(signal === undefined ? {} : { signal }) }));
}
