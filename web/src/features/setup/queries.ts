import { queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';

/** What the steps of the set-up are read from. Nothing of it is stored as ticked: a step is done when its trace is there. */
export type SetUp = { source: boolean; goal: boolean; model: boolean; colleague: boolean | null; sample: string | null };

type Asked = { admin: boolean; sampleName: string };

export function setUpQuery({ admin, sampleName }: Asked) {
  return queryOptions({
    queryKey: ['set-up', admin],
    queryFn: async ({ signal }): Promise<SetUp> => {
      const [sources, goals, models, imports, users] = await Promise.all([
        api.GET('/api/v1/sources', { signal }),
        api.GET('/api/v1/goals', { signal }),
        api.GET('/api/v1/models', { signal }),
        api.GET('/api/v1/imports', { params: { query: { limit: 100 } }, signal }),
        admin ? api.GET('/api/v1/users', { signal }) : null,
      ]);
      const loaded = required(imports).items.find(({ state, file_name: name }) => state === 'done' && name === sampleName);
      return {
        source: required(sources).items.some(({ disabled_at: disabled }) => disabled === null),
        goal: required(goals).items.length > 0,
        model: required(models).items.length > 0,
        colleague: users === null ? null : required(users).items.filter(({ disabled_at: disabled }) => disabled === null).length > 1,
        sample: loaded?.id ?? null,
      };
    },
    staleTime: 60_000,
  });
}
