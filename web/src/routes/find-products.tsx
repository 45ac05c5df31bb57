import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, required } from '../api/client';
import { pauseMs, shortest, shownMost } from './find-customers';
import { PageIcon } from './page-icon';
import { mayUse } from './pages';
import type { Find } from './use-finds';
import { useSession } from './use-session';

/** Products with the text in key, name or category, those that brought most first. */
export function useFoundProducts(typed: string): Find[] {
  const { user } = useSession();
  const [wanted] = useDebouncedValue(typed, pauseMs);
  const asks = mayUse(user, 'reports') && typed.length >= shortest;
  const { data } = useQuery({
    queryKey: ['finder', 'products', wanted],
    queryFn: async ({ signal }) => required(await api.GET('/api/v1/reports/products', { params: { query: { search: wanted, limit: shownMost } }, signal })).items,
    enabled: asks && wanted.length >= shortest,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!asks) return [];
  return (data ?? []).map(({ product, name }) => ({
    key: `product-${product}`,
    text: name ?? product,
    ...(name === null ? {} : { hint: product }),
    icon: <PageIcon name="products" size={17} />,
    to: { to: '/products', search: { product } },
  }));
}
