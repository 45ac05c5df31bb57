import type { BaseMonth, BaseReport } from '../../api/types';
import { completeMonths, type Figure, figureGroups, relativeChange } from './figures';

/** Every figure of the report on the base, beside those that Home shows. */
const [money, customers] = figureGroups;

export const healthGroups = [
  {
    name: 'money',
    figures: [
      ...money.figures,
      { field: 'returns_minor', unit: 'money', better: 'up' },
      { field: 'anonymous_orders', unit: 'count', better: 'down' },
      { field: 'items_per_receipt', unit: 'decimal', better: 'up' },
      { field: 'orders_per_customer', unit: 'decimal', better: 'up' },
    ],
  },
  {
    name: 'customers',
    figures: [
      { field: 'customers_start', unit: 'count', better: 'up' },
      ...customers.figures.filter(({ unit }) => unit === 'count'),
      { field: 'repeat', unit: 'count', better: 'up' },
      { field: 'reactivated', unit: 'count', better: 'up' },
      { field: 'customers_end', unit: 'count', better: 'up' },
    ],
  },
  {
    name: 'rates',
    figures: [
      { field: 'inflow_rate', unit: 'percent', better: 'up' },
      { field: 'retention_rate', unit: 'percent', better: 'up' },
      { field: 'churn_rate', unit: 'percent', better: 'down', goal: 'churn_rate' },
      { field: 'survival_rate', unit: 'percent', better: 'up' },
      { field: 'lifetime_months', unit: 'months', better: 'up' },
    ],
  },
] as const satisfies readonly { name: string; figures: readonly Figure[] }[];

export type HealthFigure = (typeof healthGroups)[number]['figures'][number];

/** A month, and the months that it is held against. */
export type HealthMonth = { month: BaseMonth; before: BaseMonth | null; year: BaseMonth | null; running: boolean };

/** The month of that name, else the latest complete one, else the running one. A running month is held against the same days of the month before, and against no year. */
export function healthMonth(report: BaseReport, name: string | undefined): HealthMonth | null {
  const wanted = report.months.find(({ month }) => month === name) ?? completeMonths(report).at(-1) ?? report.current;
  if (wanted === null || wanted === undefined) return null;
  if (!wanted.complete) return { month: wanted, before: report.current?.month === wanted.month ? report.previous : null, year: null, running: true };
  const earlier = (months: number) => report.months.find(({ month }) => month === monthsBefore(wanted.month, months)) ?? null;
  return { month: wanted, before: earlier(1), year: earlier(12), running: false };
}

/** `2011-01` and one month before it is `2010-12`. */
export function monthsBefore(month: string, count: number): string {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** One figure of the month, and how it changed. */
export type HealthRow = {
  figure: HealthFigure;
  value: number | null;
  before: number | null;
  beforeChange: number | null;
  year: number | null;
  yearChange: number | null;
  /** From the first month to the one that is shown; what is not over is left out. */
  course: (number | null)[];
};

export function healthRows(report: BaseReport, { month, before, year }: HealthMonth, figures: readonly HealthFigure[]): HealthRow[] {
  const months = report.months.filter((other) => other.month <= month.month && (other.complete || other.month === month.month));
  return figures.map((figure) => {
    const of = (other: BaseMonth | null) => other?.[figure.field] ?? null;
    return {
      figure,
      value: of(month),
      before: of(before),
      beforeChange: relativeChange(of(month), of(before)),
      year: of(year),
      yearChange: relativeChange(of(month), of(year)),
      course: months.map((other) => other[figure.field]),
    };
  });
}
