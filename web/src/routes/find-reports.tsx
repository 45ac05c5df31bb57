import { useQuery } from '@tanstack/react-query';
import { dashboardsQuery } from '../features/dashboards/queries';
import { schedulesQuery } from '../features/schedules/queries';
import { savedQueries } from '../features/sql/queries';
import { matches } from '../lib/plain';
import { PageIcon } from './page-icon';
import { mayUse } from './pages';
import type { Find } from './use-finds';
import { useSession } from './use-session';

/** Dashboards, saved questions and scheduled reports by their names; without a text none, for they may be many. */
export function useFoundReports(typed: string): Find[] {
  const { user } = useSession();
  const enabled = mayUse(user, 'reports') && typed !== '';
  const dashboards = useQuery({ ...dashboardsQuery(), enabled, retry: false });
  const questions = useQuery({ ...savedQueries(), enabled, retry: false });
  const schedules = useQuery({ ...schedulesQuery(), enabled, retry: false });
  if (!enabled) return [];
  const named = <Kept extends { id: string; name: string }>(icon: Find['icon'], kept: Kept[] | undefined, to: (id: string) => Find['to']): Find[] =>
    (kept ?? []).filter(({ name }) => matches(name, typed)).map(({ id, name }) => ({ key: id, text: name, icon, to: to(id) }));
  return [
    ...named(<PageIcon name="dashboards" size={17} />, dashboards.data, (id) => ({ to: '/dashboards/$id', params: { id } })),
    ...named(<PageIcon name="sql" size={17} />, questions.data, (q) => ({ to: '/sql', search: { q } })),
    ...named(<PageIcon name="schedules" size={17} />, schedules.data?.items, (open) => ({ to: '/reports', search: { open } })),
  ];
}
