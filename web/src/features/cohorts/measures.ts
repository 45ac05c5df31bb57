import type { Cohort, CohortCell, CohortReport, Currency } from '../../api/types';
import { toDecimalText } from '../../lib/money';

export const measures = ['customers', 'orders', 'revenue', 'cumulative_revenue'] as const;
export type Measure = (typeof measures)[number];

/** Absolute: what the cohort did. Relative: the same for each customer that the cohort began with. */
export const forms = ['relative', 'absolute'] as const;
export type Form = (typeof forms)[number];

export type Unit = 'percent' | 'count' | 'ratio' | 'money';

export function unitOf(measure: Measure, form: Form): Unit {
  if (measure === 'revenue' || measure === 'cumulative_revenue') return 'money';
  if (form === 'absolute') return 'count';
  return measure === 'customers' ? 'percent' : 'ratio';
}

export function cellValue(cell: CohortCell, size: number, measure: Measure, form: Form): number | null {
  switch (measure) {
    case 'customers':
      return form === 'absolute' ? cell.customers : cell.retention;
    case 'orders':
      if (form === 'absolute') return cell.orders;
      return size === 0 ? null : cell.orders / size;
    case 'revenue':
      return form === 'absolute' ? cell.revenue_minor : cell.revenue_per_customer_minor;
    case 'cumulative_revenue':
      return form === 'absolute' ? cell.cumulative_revenue_minor : cell.cumulative_revenue_per_customer_minor;
  }
}

/**
 * The mean over the cohorts for which the period is over, each weighted by its size. Only for the relative form: the
 * mean of absolute figures says how large cohorts are, not how they behave.
 */
export function weightedAverage(cohorts: readonly Cohort[], period: number, measure: Measure): number | null {
  let sum = 0;
  let weight = 0;
  for (const { size, cells } of cohorts) {
    const cell = cells.find((candidate) => candidate.period === period);
    const value = cell?.complete === true ? cellValue(cell, size, measure, 'relative') : null;
    if (value === null) continue;
    sum += value * size;
    weight += size;
  }
  return weight === 0 ? null : sum / weight;
}

export function averages(report: CohortReport, measure: Measure): (number | null)[] {
  const given = new Map(report.average.map((average) => [average.period, average.retention]));
  return periods(report).map((period) =>
    measure === 'customers' ? (given.get(period) ?? null) : weightedAverage(report.cohorts, period, measure),
  );
}

export function periods({ cohorts }: CohortReport): number[] {
  const last = Math.max(-1, ...cohorts.flatMap(({ cells }) => cells.map((cell) => cell.period)));
  return Array.from({ length: last + 1 }, (_, period) => period);
}

/** The first period holds everyone by definition: it gets no colour, or it would pale all others. */
export function begins(period: number, measure: Measure): boolean {
  return period === 0 && measure !== 'cumulative_revenue';
}

/** What the strongest colour stands for. */
export function highest(report: CohortReport, measure: Measure, form: Form): number {
  const values = report.cohorts.flatMap(({ size, cells }) =>
    cells
      .filter((cell) => !begins(cell.period, measure))
      .map((cell) => cellValue(cell, size, measure, form) ?? 0),
  );
  return Math.max(0, ...values);
}

type CsvNames = { cohort: string; size: string; average: string };
type CsvCell = string | number | null;

/** What is on the screen, for another program: plain numbers, incomplete periods included and named. */
export function csvRows(report: CohortReport, measure: Measure, form: Form, names: CsvNames): CsvCell[][] {
  const all = periods(report);
  const unit = unitOf(measure, form);
  const plain = (value: number | null): CsvCell => csvValue(value, unit, report.currency);
  const head: CsvCell[] = [names.cohort, names.size, ...all, 'incomplete_periods'];
  const body = report.cohorts.map(({ cohort, size, cells }): CsvCell[] => [
    cohort,
    size,
    ...all.map((period) => {
      const cell = cells.find((candidate) => candidate.period === period);
      return cell === undefined ? null : plain(cellValue(cell, size, measure, form));
    }),
    cells.filter((cell) => !cell.complete).map((cell) => cell.period).join(' '),
  ]);
  if (form === 'absolute') return [head, ...body];
  const total = report.cohorts.reduce((sum, { size }) => sum + size, 0);
  return [head, ...body, [names.average, total, ...averages(report, measure).map(plain), null]];
}

function csvValue(value: number | null, unit: Unit, currency: Currency): CsvCell {
  if (value === null) return null;
  if (unit === 'money') return toDecimalText(value, currency.digits);
  return unit === 'count' ? value : Number(value.toFixed(6));
}
