import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { NavigateOptions } from '@tanstack/react-router';
import { UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { api, required } from '../api/client';
import { useLanguage } from '../lib/i18n';
import { matches } from '../lib/plain';
import { PageIcon } from './page-icon';
import { groupsFor, mayUse } from './pages';
import { useSession } from './use-session';

/** Something to go to. */
export type Find = { key: string; text: string; hint?: string; icon: ReactNode; to: NavigateOptions };
export type FindGroup = { name: 'pages' | 'customers'; finds: Find[] };

/** What there is for a text: groups with at least one find. */
export function useFinds(typed: string): FindGroup[] {
  const pages = usePages(typed);
  const customers = useCustomers(typed.trim());
  const groups: FindGroup[] = [
    { name: 'pages', finds: pages },
    { name: 'customers', finds: customers },
  ];
  return groups.filter(({ finds }) => finds.length > 0);
}

function usePages(typed: string): Find[] {
  const { t } = useLanguage();
  const { user } = useSession();
  return groupsFor(user).flatMap(({ name: group, pages }) => {
    const hint = group === null ? undefined : t(`nav.${group}`);
    const all = pages.map(({ name, to }) => ({
      key: name,
      text: t(`nav.${name}`),
      ...(hint === undefined ? {} : { hint }),
      icon: <PageIcon name={name} size={17} />,
      to: { to },
    }));
    return all.filter(({ text }) => matches(`${text} ${hint ?? ''}`, typed));
  });
}

const shownMost = 6;
const shortest = 2;
const pauseMs = 150;

/** Customers whose name, e-mail, phone, key or id begins so; asked for once the typing pauses. */
function useCustomers(typed: string): Find[] {
  const { user } = useSession();
  const [wanted] = useDebouncedValue(typed, pauseMs);
  const asks = mayUse(user, 'service') && typed.length >= shortest;
  const { data } = useQuery({
    queryKey: ['finder', 'customers', wanted],
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/customers', { params: { query: { search: wanted, limit: shownMost } }, signal })).items,
    enabled: asks && wanted.length >= shortest,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!asks) return [];
  return (data ?? []).map(({ id, name, email, key }) => {
    const hint = name === null ? undefined : (email ?? key);
    return {
      key: id,
      text: name ?? email ?? key ?? id,
      ...(hint === null || hint === undefined ? {} : { hint }),
      icon: <UserRound size={17} aria-hidden />,
      to: { to: '/customers/$customer', params: { customer: id } },
    };
  });
}
