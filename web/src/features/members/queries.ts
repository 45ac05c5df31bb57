import { api, required } from '../../api/client';
import type { MemberPage } from '../../api/types';
import { given } from '../../lib/given';
import type { RfmPlace } from '../../lib/segment-names';
import type { BaseFigure, BuyerFigure } from '../../ui/figure-link';

/** A figure whose customers are asked for: of a month of the base, of a cohort in a period, of the RFM map, of a product. */
export type Counted =
  | { of: 'base'; figure: BaseFigure; month: string; lost_after_days: number; as_of: string | undefined }
  | { of: 'rfm'; place: RfmPlace; money: 'net' | 'gross'; as_of: string | undefined }
  | { of: 'product'; product: string; figure: BuyerFigure; from: string | undefined; as_of: string | undefined }
  | { of: 'cohort'; cohort: string; period: number; by: 'week' | 'month' | 'quarter' | 'year'; as_of: string | undefined };

type Wanted = { cursor: string | undefined; limit: number };

/** A page of the customers behind a figure. */
export async function memberPage(counted: Counted, wanted: Wanted, signal: AbortSignal | undefined): Promise<MemberPage> {
  const rest = { ...given(wanted), ...given({ as_of: counted.as_of }) };
  const init = signal === undefined ? {} : { signal };
  if (counted.of === 'base') {
    const { figure, month, lost_after_days } = counted;
    return required(await api.GET('/api/v1/reports/base/customers', { params: { query: { ...rest, figure, month, lost_after_days } }, ...init }));
  }
  if (counted.of === 'rfm') {
    const { place, money } = counted;
    const wantedPlace = typeof place === 'number' ? { recency_score: Math.floor(place / 10), frequency_score: place % 10 } : { segment: place };
    return required(await api.GET('/api/v1/reports/rfm/customers', { params: { query: { ...rest, ...wantedPlace, money } }, ...init }));
  }
  if (counted.of === 'product') {
    const { product, figure, from } = counted;
    return required(await api.GET('/api/v1/reports/products/customers', { params: { query: { ...rest, product, figure, ...given({ from }) } }, ...init }));
  }
  const { cohort, period, by } = counted;
  return required(await api.GET('/api/v1/reports/cohorts/customers', { params: { query: { ...rest, cohort, period, by } }, ...init }));
}
