import { Button, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CustomerPage } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { EmptyState, ErrorState } from '../../ui/states';
import type { Chip } from './chips';
import type { ColumnName } from './columns';
import { CustomerCards } from './customer-cards';
import { CustomerTable } from './customer-table';
import { Pager, totalText } from './pager';
import type { Turn, useRoving } from './roving';
import { type Sort, sorts } from './search';

type CustomerListProps = {
  query: UseQueryResult<CustomerPage, Error>;
  chips: readonly Chip[];
  columns: readonly ColumnName[];
  currency: CurrencyLike;
  sort: Sort;
  page: number;
  hasPrevious: boolean;
  roving: ReturnType<typeof useRoving>;
  onSort: (sort: Sort) => void;
  onTurn: Turn;
  onClear: () => void;
};

/** The customers of one page: a table, on a phone cards; while a page is on the way the one before it pales. */
export function CustomerList({ query, chips, columns, currency, sort, page, hasPrevious, roving, onSort, onTurn, onClear }: CustomerListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const list = query.data;
  useFirstRow(query, page, roving.focusAt);

  if (query.isError) return <ErrorState error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  if (list !== undefined && list.items.length === 0) {
    return (
      <EmptyState
        icon={<SearchX size={30} aria-hidden />}
        title={t('customers.nobody.title')}
        text={t('customers.nobody.text', { filters: chips.map(({ text }) => text).join(t('customers.semicolon')) })}
        action={<Button onClick={onClear}>{t('customers.clear')}</Button>}
      />
    );
  }
  const rows = list?.items;
  const asOf = list?.as_of ?? null;
  return (
    <Stack gap="sm" aria-busy={query.isPlaceholderData} style={{ opacity: query.isPlaceholderData ? 0.55 : 1, transition: 'opacity 120ms' }}>
      {list === undefined ? (
        <Skeleton h={20} w={220} role="status" aria-label={t('state.loading')} />
      ) : (
        <Text fz="sm" c="dimmed" role={query.isPlaceholderData ? undefined : 'log'} className="num" data-total={list.total}>
          {t('customers.found', { n: totalText(format.number(list.total), list.total_is_exact) }, list.total)}
          {asOf !== null && ` · ${t('state.asOf', { date: format.date(asOf) })}`}
        </Text>
      )}
      {phone ? (
        <>
          <NativeSelect
            label={t('list.order')}
            value={sort}
            onChange={(event) => onSort(sorts.find((one) => one === event.currentTarget.value) ?? '-revenue')}
            data={sorts.map((value) => ({ value, label: t(`customers.sort.${value}`) }))}
          />
          <CustomerCards rows={rows} columns={columns} currency={currency} />
        </>
      ) : (
        <CustomerTable rows={rows} columns={columns} currency={currency} sort={sort} onSort={onSort} roving={roving} />
      )}
      {list !== undefined && <Pager list={list} page={page} hasPrevious={hasPrevious} onTurn={onTurn} />}
    </Stack>
  );
}

/** Who turned the page by a key in the list stands at its first row when it has come. */
function useFirstRow(query: UseQueryResult<CustomerPage, Error>, page: number, focusAt: (index: number) => void): void {
  const shown = useRef(page);
  const ready = query.isSuccess && !query.isPlaceholderData;
  useEffect(() => {
    if (!ready || shown.current === page) return;
    shown.current = page;
    const inList = document.activeElement === document.body || document.activeElement?.closest('tbody') !== null;
    if (inList) focusAt(0);
  }, [ready, page, focusAt]);
}
