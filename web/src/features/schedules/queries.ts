import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { ReportEdition, ReportSchedule, ReportScheduleInput, ReportScheduleList, ReportSheet, SavedQuery } from '../../api/types';
import type { Language } from '../../lib/i18n';

export const schedulesKey = ['schedules'];

const path = (id: string) => ({ params: { path: { id } } });

export function schedulesQuery() {
  return queryOptions({
    queryKey: schedulesKey,
    queryFn: async ({ signal }): Promise<ReportScheduleList> => required(await api.GET('/api/v1/schedules', { signal })),
  });
}

export function editionsQuery(id: string) {
  return queryOptions({
    queryKey: [...schedulesKey, id],
    queryFn: async ({ signal }): Promise<ReportEdition[]> => required(await api.GET('/api/v1/schedules/{id}/editions', { ...path(id), signal })).items,
  });
}

/** An edition, with headings in a language; it does not change any more. */
export function sheetQuery(id: string, edition: string, language: Language) {
  return queryOptions({
    queryKey: ['edition', id, edition, language],
    queryFn: async ({ signal }): Promise<ReportSheet> =>
      required(await api.GET('/api/v1/schedules/{id}/editions/{edition}', { params: { path: { id, edition }, query: { language } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where the files of an edition are; a PDF is written for readers of a language. */
export function filePath(id: string, edition: string, kind: 'csv' | { pdf: Language }): string {
  const folder = `/api/v1/schedules/${id}/editions/${edition}`;
  return kind === 'csv' ? `${folder}/sheet.csv` : `${folder}/sheet.pdf?language=${kind.pdf}`;
}

/** The saved questions that everybody sees: only these can be scheduled. */
export function sharedQueries() {
  return queryOptions({
    queryKey: ['saved-queries'],
    queryFn: async ({ signal }): Promise<SavedQuery[]> => required(await api.GET('/api/v1/saved-queries', { signal })).items,
    select: (queries: SavedQuery[]) => queries.filter(({ is_shared: isShared }) => isShared),
  });
}

export async function saveSchedule({ before, body }: { before: ReportSchedule | undefined; body: ReportScheduleInput }): Promise<ReportSchedule> {
  if (before === undefined) return required(await api.POST('/api/v1/schedules', { body }));
  return required(await api.PUT('/api/v1/schedules/{id}', { ...path(before.id), body: { ...body, version: before.version } }));
}

export async function removeSchedule(id: string): Promise<void> {
  await api.DELETE('/api/v1/schedules/{id}', path(id));
}

export async function runSchedule(id: string): Promise<ReportEdition> {
  return required(await api.POST('/api/v1/schedules/{id}/editions', path(id)));
}
