import { Anchor, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProductFigures, ProductPage } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { fetchProducts, type ListQuery, productOrders } from './queries';

type ProductListProps = { asked: ListQuery; page: ProductPage; onChange: (next: Partial<ListQuery>) => void; onOpen: (product: string) => void };

/** The products of the time: sorted, searched, page by page, all of them as a file. */
export function ProductList({ asked, page, onChange, onOpen }: ProductListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const [typed, setTyped] = useState(asked.search ?? '');
  const { currency } = page;
  const money = (minor: number | null) => (minor === null ? null : toDecimalText(minor, currency.digits));
  const percent = (key: string, title: string, of: (row: ProductFigures) => number | null): ListColumn<ProductFigures> => ({
    key,
    title,
    cell: (row) => format.percent(of(row)),
    csv: of,
  });
  const count = (key: 'units' | 'orders' | 'buyers'): ListColumn<ProductFigures> => ({
    key,
    title: t(`product.column.${key}`),
    cell: (row) => format.number(row[key]),
    csv: (row) => row[key],
  });
  const columns: ListColumn<ProductFigures>[] = [
    {
      key: 'product',
      title: t('product.column.product'),
      cell: (row) => productCell(row, onOpen),
      csv: (row) => row.product,
    },
    {
      key: 'revenue',
      title: t('product.column.revenue'),
      cell: (row) => format.money(row.revenue_minor, currency),
      csv: (row) => money(row.revenue_minor),
    },
    { key: 'change', title: t('product.column.change'), cell: (row) => format.change(row.revenue_change), csv: (row) => row.revenue_change },
    count('units'),
    count('orders'),
    count('buyers'),
    percent('returns', t('product.column.returns'), (row) => row.return_share),
    percent('soon', t('product.column.soon'), (row) => row.repeat_rate_90),
    percent('repeat', t('product.column.repeat'), (row) => row.repeat_rate),
    percent('first', t('product.column.first'), (row) => row.first_share),
    {
      key: 'worth',
      title: t('product.column.worth'),
      cell: (row) => format.money(row.first_worth_minor, currency),
      csv: (row) => money(row.first_worth_minor),
    },
  ];
  const search = () => onChange({ search: typed.trim() === '' ? undefined : typed.trim() });

  return (
    <Panel
      title={t('product.list')}
      note={page.as_of === null ? undefined : t('state.asOf', { date: format.date(page.as_of) })}
      actions={
        <Group gap="sm" align="flex-end">
          <TextInput
            size="xs"
            type="search"
            w={230}
            label={t('product.search')}
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={search}
            onKeyDown={(event) => {
              if (event.key === 'Enter') search();
            }}
          />
          <NativeSelect
            size="xs"
            label={t('product.sort')}
            value={asked.order ?? 'revenue'}
            data={productOrders.map((value) => ({ value, label: t(`product.column.${value}`) }))}
            onChange={(event) => {
              const order = productOrders.find((known) => known === event.currentTarget.value);
              onChange({ order: order === 'revenue' ? undefined : order });
            }}
          />
        </Group>
      }
    >
      <PagedTable
        label={t('product.list')}
        listKey={['reports', 'products', 'list', asked]}
        fetchPage={(cursor, limit, signal) => fetchProducts(asked, { cursor, limit }, signal)}
        rowKey={(row) => row.product}
        columns={columns}
        fileName={`products-${page.from ?? ''}-${page.as_of ?? ''}.csv`}
        empty={t('product.none')}
      />
    </Panel>
  );
}

function productCell({ product, name }: ProductFigures, onOpen: (product: string) => void) {
  return (
    <Anchor component="button" type="button" fz="inherit" fw="inherit" ta="start" style={{ whiteSpace: 'normal' }} onClick={() => onOpen(product)}>
      <bdi>{name === null ? product : `${product} ${name}`}</bdi>
    </Anchor>
  );
}
