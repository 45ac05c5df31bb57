import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { api, required } from '../api/client';
import { mayUse } from './pages';
import type { Find } from './use-finds';
import { useSession } from './use-session';

/** How many of a kind are offered. */
export const shownMost = 6;
/** From how many characters on the server is asked, once the typing pauses. */
export const shortest = 2;
export const pauseMs = 150;

/** Customers whose name, e-mail, phone, key or id begins so; asked for once the typing pauses. */
export function useFoundCustomers(typed: string): Find[] {
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
