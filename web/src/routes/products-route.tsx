import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { type BuyerPart, isBuyerPart } from '../lib/buyer-part';
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
  /** The figure of it, the part of its buyers, or the figure of all products whose customers are shown. */
  open?: BuyerFigure | BuyerPart | ShopFigure | undefined;
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
      open: openParam(raw),
    }),
  component: lazyRouteComponent(withTexts(['products', 'members'], () => import('./products')), 'ProductsPage'),
});

/** What is of one product opens only with it. */
function openParam({ open, product }: RawSearch): ProductsSearch['open'] {
  if (product === undefined) return oneOf(open, shopFigureNames);
  const part = textParam(open);
  return oneOf(open, [...shopFigureNames, ...buyerFigures]) ?? (part !== undefined && isBuyerPart(part) ? part : undefined);
}
