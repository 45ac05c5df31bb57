import type { ProductDetail, ProductPage } from '../api/types';
import { MemberPanel } from '../features/members/member-panel';
import { partOf } from '../lib/buyer-part';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { buyerFigures, shopFigureNames, shopFigures } from '../ui/figure-link';
import { useOpened } from '../ui/use-opened';
import type { ProductsSearch } from './products-route';

type OpenedFigureProps = { detail: ProductDetail; search: ProductsSearch; onClose: () => void };

/** The customers of the product that is opened: who bought it, bought it again, or bought it and are of a segment or in a month. */
export function OpenedFigure({ detail, search: { open, as_of: asOf, from }, onClose }: OpenedFigureProps) {
  const format = useFormat();
  const { t } = useLanguage();
  const panel = useOpened(open);
  const told = useTold(detail, open);
  if (told === undefined || open === undefined) return null;
  const { product } = detail.figures;
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      <MemberPanel
        key={open}
        title={told.title}
        counted={{ of: 'product', product, figure: told.figure, from, as_of: asOf }}
        count={told.count}
        day={detail.as_of}
        currency={detail.currency}
        fileName={`${open.replace('=', '-')}-of-${product}.csv`}
        notes={[told.isOfTime && t('product.time', { from: format.date(detail.from), until: format.date(detail.as_of) })]}
        onClose={onClose}
      />
    </div>
  );
}

/** What is opened of a product, and how many it has; figures of all products are opened beneath these. */
function useTold({ figures, segments, months }: ProductDetail, open: ProductsSearch['open']) {
  const { t } = useLanguage();
  const format = useFormat();
  const product = `\u2068${figures.name ?? figures.product}\u2069`;
  const figure = buyerFigures.find((name) => name === open);
  if (figure !== undefined) return { title: t(`members.title.${figure}`, { product }), figure, count: figures[figure], isOfTime: true };
  const part = open === undefined ? undefined : partOf(open);
  if (part === undefined) return undefined;
  if ('segment' in part) {
    const count = segments.find(({ name }) => name === part.segment)?.buyers;
    const title = t('members.title.bought_segment', { product, segment: t(`segment.${part.segment}`) });
    return count === undefined ? undefined : { title, figure: part, count, isOfTime: true };
  }
  const count = months.find(({ month }) => month === part.month)?.buyers;
  const title = t('members.title.bought_month', { product, month: format.month(part.month) });
  return count === undefined ? undefined : { title, figure: part, count, isOfTime: false };
}

type OpenedTotalProps = { page: ProductPage; search: ProductsSearch; onClose: () => void };

/** The customers behind a figure of all products: who bought any, or came in the time. */
export function OpenedTotal({ page, search: { open, as_of: asOf, from }, onClose }: OpenedTotalProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const panel = useOpened(open);
  const figure = shopFigureNames.find((name) => name === open);
  if (figure === undefined || page.as_of === null || page.from === null) return null;
  return (
    <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
      <MemberPanel
        key={figure}
        title={t(`members.title.${figure}`)}
        counted={{ of: 'shop', figure, from, as_of: asOf }}
        count={page.totals[shopFigures[figure]]}
        day={page.as_of}
        currency={page.currency}
        fileName={`${shopFigures[figure]}-${page.from}-${page.as_of}.csv`}
        notes={[t('product.time', { from: format.date(page.from), until: format.date(page.as_of) })]}
        onClose={onClose}
      />
    </div>
  );
}
