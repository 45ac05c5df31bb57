import { api, required } from '../../api/client';
import type { EquityReport, MemberPage } from '../../api/types';
import { given } from '../../lib/given';
import { moveOf, type RfmPlace } from '../../lib/segment-names';
import { type BaseFigure, type BuyerFigure, type ShopFigure, shopFigures, type SubscriberFigure } from '../../ui/figure-link';

/** The terms of the bridge of equity, as its report has them. */
type Bridged = { from: string | undefined; months: number; margin: number | undefined; yearly_discount: number | undefined };

/** A figure whose customers are asked for: of a month of the base, of a cohort in a period, of the RFM map, of a product and so on. */
export type Counted =
  | { of: 'base'; figure: BaseFigure; month: string; lost_after_days: number; as_of: string | undefined }
  | { of: 'rfm'; place: RfmPlace; money: 'net' | 'gross'; compare: string | undefined; as_of: string | undefined }
  | { of: 'product'; product: string; figure: BuyerFigure | { segment: string } | { month: string }; from: string | undefined; as_of: string | undefined }
  | { of: 'shop'; figure: ShopFigure; from: string | undefined; as_of: string | undefined }
  | { of: 'value'; group: { segment?: string; country?: string; month?: string }; as_of: string | undefined }
  | { of: 'equity'; piece: EquityReport['pieces'][number]['name']; terms: Bridged; as_of: string | undefined }
  | { of: 'acquisition'; month: string | undefined; as_of: string | undefined }
  | { of: 'subscriptions'; figure: SubscriberFigure; month: string; as_of: string | undefined }
  | { of: 'cohort'; cohort: string; period: number; by: 'week' | 'month' | 'quarter' | 'year'; as_of: string | undefined };

type Wanted = { cursor: string | undefined; limit: number };

/** A page of the customers behind a figure. */
export async function memberPage(counted: Counted, wanted: Wanted, signal: AbortSignal | undefined): Promise<MemberPage> {
  const page = given(wanted);
  const rest = { ...page, ...given({ as_of: counted.as_of }) };
  const init = signal === undefined ? {} : { signal };
  switch (counted.of) {
    case 'base': {
      const { figure, month, lost_after_days } = counted;
      return required(await api.GET('/api/v1/reports/base/customers', { params: { query: { ...rest, figure, month, lost_after_days } }, ...init }));
    }
    case 'rfm': {
      const { place, money, compare } = counted;
      return required(await api.GET('/api/v1/reports/rfm/customers', { params: { query: { ...rest, ...placeOf(place, compare), money } }, ...init }));
    }
    case 'product': {
      const { product, figure, from } = counted;
      const query = { ...rest, product, ...(typeof figure === 'string' ? { figure } : figure), ...given({ from }) };
      return required(await api.GET('/api/v1/reports/products/customers', { params: { query }, ...init }));
    }
    case 'shop': {
      const { figure, from } = counted;
      const query = { ...rest, figure: shopFigures[figure], ...given({ from }) };
      return required(await api.GET('/api/v1/reports/products/customers', { params: { query }, ...init }));
    }
    case 'value':
      return required(await api.GET('/api/v1/reports/value/customers', { params: { query: { ...rest, ...counted.group } }, ...init }));
    case 'equity': {
      const { piece, terms, as_of: to } = counted;
      return required(await api.GET('/api/v1/reports/equity/customers', { params: { query: { ...page, piece, ...given({ ...terms, to }) } }, ...init }));
    }
    case 'acquisition':
      return required(await api.GET('/api/v1/reports/acquisition/customers', { params: { query: { ...rest, ...given({ month: counted.month }) } }, ...init }));
    case 'subscriptions': {
      const { figure, month } = counted;
      return required(await api.GET('/api/v1/reports/subscriptions/customers', { params: { query: { ...rest, figure, month } }, ...init }));
    }
    case 'cohort': {
      const { cohort, period, by } = counted;
      return required(await api.GET('/api/v1/reports/cohorts/customers', { params: { query: { ...rest, cohort, period, by } }, ...init }));
    }
  }
}

/** A place of the RFM map as it is asked for; a move is one since the day `compare`. */
function placeOf(place: RfmPlace, compare: string | undefined) {
  if (place === 'all') return {};
  if (typeof place === 'number') return { recency_score: Math.floor(place / 10), frequency_score: place % 10 };
  const move = moveOf(place);
  return move === undefined ? { segment: place } : given({ compare, from_segment: move.from, segment: move.to });
}
