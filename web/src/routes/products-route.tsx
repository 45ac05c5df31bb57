import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, dateParam, oneOf, type RawSearch, textParam } from '../lib/search';
import { type BuyerFigure, buyerFigures, type ShopFigure, shopFigureNames } from '../ui/figure-link';
import { shellRoute } from './shell-route';

const orders = ['units', 'orders', 'buyers', 'returns', 'repeat', 'first', 'change', 'name'] as const;

export type ProductsSearch = {
  as_of?: string | undefined;
  from?: string | undefined;
  compare?: 'year' | 'none' | undefined;
  search?: string | undefined;
  order?: (typeof orders)[number] | undefined;
  pairs?: 'lift' | 'confidence' | undefined;
  /** The key of the product that is opened. */
  product?: string | undefined;
  /** The figure of it, or of all products, whose customers are shown. */
  open?: BuyerFigure | ShopFigure | undefined;
};

export const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  validateSearch: (raw: RawSearch): ProductsSearch =>
    compactSearch({
      as_of: dateParam(raw['as_of']),
      from: dateParam(raw['from']),
      compare: oneOf(raw['compare'], ['year', 'none']),
      search: textParam(raw['search']),
      order: oneOf(raw['order'], orders),
      pairs: oneOf(raw['pairs'], ['lift', 'confidence']),
      product: textParam(raw['product']),
      open: oneOf(raw['open'], raw['product'] === undefined ? shopFigureNames : [...shopFigureNames, ...buyerFigures]),
    }),
  component: lazyRouteComponent(withTexts(['products', 'members'], () => import('./products')), 'ProductsPage'),
});
