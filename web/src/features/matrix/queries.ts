import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, required } from '../../api/client';
import type { MatrixPage, MatrixReport } from '../../api/types';
import { given } from '../../lib/given';

export type Level = MatrixReport['cells'][number]['value'];
export type RiskMeasure = MatrixReport['risk'];

/** A cell of the matrix by value and risk, those to win back, or all. */
export type Place = { value: Level; risk: Level } | 'win_back' | 'all';

export type MatrixQuery = {
  as_of: string | undefined;
  risk: RiskMeasure | undefined;
  days: number | undefined;
  months: number | undefined;
  margin: number | undefined;
  yearly_discount: number | undefined;
};

export function matrixQuery(query: MatrixQuery) {
  return queryOptions({
    queryKey: ['reports', 'retention-matrix', query],
    queryFn: async ({ signal }): Promise<MatrixReport> =>
      required(await api.GET('/api/v1/reports/retention-matrix', { params: { query: given(query) }, signal })),
    placeholderData: keepPreviousData,
  });
}

type PageQuery = MatrixQuery & { place: Place; cursor: string | undefined; limit: number };

export async function matrixPage({ place, risk, ...query }: PageQuery, signal: AbortSignal | undefined): Promise<MatrixPage> {
  const where = place === 'all' ? {} : place === 'win_back' ? { win_back: true } : place;
  return required(
    await api.GET('/api/v1/reports/retention-matrix/customers', {
      params: { query: { ...given({ ...query, risk_measure: risk }), ...where } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

const levels = ['low', 'middle', 'high'] as const satisfies readonly Level[];

/** A place as it stands in an address: `high-low`, `win_back`, `all`. */
export function placeKey(place: Place): string {
  return typeof place === 'string' ? place : `${place.value}-${place.risk}`;
}

/** How many customers the report counts there. */
export function countAt(report: MatrixReport, place: Place): number {
  if (place === 'all') return report.customers;
  if (place === 'win_back') return report.win_back.customers;
  return cellAt(report, place)?.customers ?? 0;
}

/** What to do about the customers there; nothing is said of all of them. */
export function treatmentAt(report: MatrixReport, place: Place): MatrixReport['cells'][number]['treatment'] | undefined {
  if (place === 'all') return undefined;
  return place === 'win_back' ? place : cellAt(report, place)?.treatment;
}

function cellAt({ cells }: MatrixReport, { value, risk }: { value: Level; risk: Level }) {
  return cells.find((cell) => cell.value === value && cell.risk === risk);
}

export function placeOf(key: unknown): Place | undefined {
  if (key === 'win_back' || key === 'all') return key;
  if (typeof key !== 'string') return undefined;
  const [first, second, rest] = key.split('-');
  const value = levels.find((level) => level === first);
  const risk = levels.find((level) => level === second);
  return value === undefined || risk === undefined || rest !== undefined ? undefined : { value, risk };
}
