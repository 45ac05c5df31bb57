import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { Form, FormAnswerPage } from '../../api/types';
import { given } from '../../lib/given';
import type { Definition } from './tree';

export const formsKey = ['forms'];

export function formsQuery() {
  return queryOptions({
    queryKey: formsKey,
    queryFn: async ({ signal }): Promise<Form[]> => required(await api.GET('/api/v1/forms', { signal })).items,
  });
}

export async function createForm(body: { key: string; definition: Definition }): Promise<Form> {
  return required(await api.POST('/api/v1/forms', { body }));
}

export async function changeForm({ key, definition }: { key: string; definition: Definition }): Promise<Form> {
  return required(await api.PUT('/api/v1/forms/{key}', { params: { path: { key } }, body: { definition } }));
}

export async function publishForm(key: string): Promise<Form> {
  return required(await api.POST('/api/v1/forms/{key}/publish', { params: { path: { key } } }));
}

export async function closeForm(key: string): Promise<Form> {
  return required(await api.POST('/api/v1/forms/{key}/close', { params: { path: { key } } }));
}

export async function answerPage(key: string, cursor: string | undefined, limit: number, signal: AbortSignal | undefined): Promise<FormAnswerPage> {
  return required(
    await api.GET('/api/v1/forms/{key}/answers', {
      params: { path: { key }, query: given({ cursor, limit }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}
