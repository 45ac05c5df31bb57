import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PairsPanel } from '../features/products/pairs-panel';
import { ProductList } from '../features/products/product-list';
import { ProductView } from '../features/products/product-view';
import { detailQuery, totalsQuery } from '../features/products/queries';
import { TotalsPanel } from '../features/products/totals-panel';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { NoOrders } from './no-orders';
import { OpenedFigure, OpenedTotal } from './products-opened';
import type { ProductsSearch } from './products-route';
import { useSession } from './use-session';

const route = getRouteApi('/shell/products');
const heights = [{ base: 270, sm: 120 }, { base: 2900, sm: 480 }, { base: 420, sm: 480 }];
const detailHeights = [{ base: 360, sm: 190 }, 380, 480];
const compares = ['previous', 'year', 'none'] as const;

export function ProductsPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const { as_of: asOf, from, product, pairs } = search;
  const asked = { as_of: asOf, from, compare: search.compare, search: search.search, order: search.order };
  const query = useQuery({ ...totalsQuery(asked), enabled: workspace.orders > 0 });
  const change = (next: ProductsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  if (workspace.orders === 0) return <NoOrders page="products" />;

  const pairsOf = (one: string | undefined) => (
    <PairsPanel asked={{ as_of: asOf, from, product: one, order: pairs }} onOrder={(order) => change({ pairs: order === 'orders' ? undefined : order })} />
  );
  return (
    <Page
      title={t('nav.products')}
      lead={t('product.lead')}
      actions={
        <>
          <DateField
            label={t('product.from')}
            value={from}
            placeholder={t('product.aYear')}
            first={workspace.first_day}
            last={asOf ?? workspace.last_day}
            onChange={(day) => change({ from: day })}
          />
          <DateField
            label={t('date.asOf')}
            value={asOf}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day })}
          />
          <Choice
            label={t('product.compare.label')}
            value={search.compare ?? 'previous'}
            options={compares.map((value) => ({ value, label: t(`product.compare.${value}`) }))}
            onChange={(value) => change({ compare: value === 'previous' ? undefined : value })}
          />
        </>
      }
    >
      {product !== undefined && (
        <OpenedProduct
          product={product}
          search={search}
          pairs={pairsOf(product)}
          onClose={() => change({ product: undefined, open: undefined })}
          onCloseFigure={() => change({ open: undefined })}
        />
      )}
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(page) => (
          <Stack gap="md">
            <TotalsPanel page={page} />
            <OpenedTotal page={page} search={search} onClose={() => change({ open: undefined })} />
            <ProductList
              asked={asked}
              page={page}
              onChange={({ search: text, ...rest }) =>
                change('order' in rest ? { order: rest.order === 'revenue' ? undefined : rest.order } : { search: text })
              }
              onOpen={(one) => void navigate({ search: (old) => ({ ...old, product: one, open: undefined }) })}
            />
            {product === undefined && pairsOf(undefined)}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

type OpenedProductProps = { product: string; search: ProductsSearch; pairs: ReactNode; onClose: () => void; onCloseFigure: () => void };

function OpenedProduct({ product, search, pairs, onClose, onCloseFigure }: OpenedProductProps) {
  const query = useQuery(detailQuery(product, { as_of: search.as_of, from: search.from }));
  return (
    <QueryView query={query} skeleton={<PanelsSkeleton heights={detailHeights} />}>
      {(detail) => (
        <ProductView detail={detail} opened={<OpenedFigure detail={detail} search={search} onClose={onCloseFigure} />} pairs={pairs} onClose={onClose} />
      )}
    </QueryView>
  );
}
