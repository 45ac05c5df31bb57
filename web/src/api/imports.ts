import { queryOptions } from '@tanstack/react-query';
import { api, required } from './client';
import type { Import } from './types';

/** Everything that is asked about imports, so that a change of one makes all of it old. */
export const importsKey = ['imports'];

const whileRunningMs = 1_000;
const otherwiseMs = 15_000;
const looked = 20;

export function isRunning({ state }: { state: string }): boolean {
  return state === 'running' || state === 'committing';
}

/** The latest imports: asked for often while one of them runs, whoever started it. */
export function latestImportsQuery() {
  return queryOptions({
    queryKey: [...importsKey, 'latest'],
    queryFn: async ({ signal }): Promise<Import[]> =>
      required(await api.GET('/api/v1/imports', { params: { query: { limit: looked } }, signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) === true ? whileRunningMs : otherwiseMs),
    staleTime: 0,
  });
}

export async function cancelImport(id: string): Promise<Import> {
  return required(await api.POST('/api/v1/imports/{id}/cancel', { params: { path: { id } } }));
}
