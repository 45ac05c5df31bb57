import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { Dashboard, DashboardInput } from '../../api/types';

export const dashboardsKey = ['dashboards'];

export function dashboardsQuery() {
  return queryOptions({
    queryKey: dashboardsKey,
    queryFn: async ({ signal }): Promise<Dashboard[]> => required(await api.GET('/api/v1/dashboards', { signal })).items,
  });
}

export function dashboardQuery(id: string) {
  return queryOptions({
    queryKey: [...dashboardsKey, id],
    queryFn: async ({ signal }): Promise<Dashboard> => required(await api.GET('/api/v1/dashboards/{id}', { params: { path: { id } }, signal })),
  });
}

export async function makeDashboard(body: DashboardInput): Promise<Dashboard> {
  return required(await api.POST('/api/v1/dashboards', { body }));
}

export async function saveDashboard({ id, version, body }: { id: string; version: number; body: DashboardInput }): Promise<Dashboard> {
  return required(await api.PUT('/api/v1/dashboards/{id}', { params: { path: { id } }, body: { ...body, version } }));
}

export async function removeDashboard(id: string): Promise<void> {
  await api.DELETE('/api/v1/dashboards/{id}', { params: { path: { id } } });
}

export async function restoreDashboard(id: string): Promise<Dashboard> {
  return required(await api.POST('/api/v1/dashboards/{id}/restore', { params: { path: { id } } }));
}
