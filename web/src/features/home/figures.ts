import type { BaseMonth, BaseReport, Currency, GoalMetric, GoalResult } from '../../api/types';
import type { Formatter } from '../../lib/format';

type Field = {
  [K in keyof BaseMonth]-?: BaseMonth[K] extends number | null ? K : never;
}[keyof BaseMonth];

type Unit = 'money' | 'count' | 'percent' | 'decimal' | 'months';

export type Figure = {
  field: Field;
  unit: Unit;
  /** Which way is good news; `none` where more is neither. */
  better: 'up' | 'down' | 'none';
  /** Present where a goal can be set. */
  goal?: GoalMetric;
};

export const figureGroups = [
  {
    name: 'money',
    figures: [
      { field: 'revenue_minor', unit: 'money', better: 'up', goal: 'revenue_minor' },
      { field: 'orders', unit: 'count', better: 'up', goal: 'orders' },
      { field: 'aov_minor', unit: 'money', better: 'up', goal: 'aov_minor' },
      { field: 'aov_new_minor', unit: 'money', better: 'up' },
      { field: 'aov_loyal_minor', unit: 'money', better: 'up' },
      { field: 'arppu_minor', unit: 'money', better: 'up', goal: 'arppu_minor' },
    ],
  },
  {
    name: 'customers',
    figures: [
      { field: 'active', unit: 'count', better: 'up', goal: 'active' },
      { field: 'new', unit: 'count', better: 'up', goal: 'new' },
      { field: 'lost', unit: 'count', better: 'down' },
      { field: 'churn_rate', unit: 'percent', better: 'down', goal: 'churn_rate' },
      { field: 'lifetime_months', unit: 'months', better: 'up' },
      { field: 'items_per_receipt', unit: 'decimal', better: 'up' },
    ],
  },
] as const satisfies readonly { name: string; figures: readonly Figure[] }[];

export type FigureField = (typeof figureGroups)[number]['figures'][number]['field'];

export function goalUnit(metric: GoalMetric): Unit {
  if (metric === 'churn_rate') return 'percent';
  return metric === 'orders' || metric === 'new' || metric === 'active' ? 'count' : 'money';
}

export function formatFigure(unit: Unit, value: number | null, currency: Currency, format: Formatter): string {
  switch (unit) {
    case 'money':
      return format.money(value, currency);
    case 'percent':
      return format.percent(value);
    case 'decimal':
    case 'months':
      return format.number(value, 1);
    case 'count':
      return format.number(value);
  }
}

/** The same in little space. */
export function formatBrief(unit: Unit, value: number | null, currency: Currency, format: Formatter): string {
  return unit === 'money' ? format.moneyBrief(value, currency) : formatFigure(unit, value, currency, format);
}

/** Months whose figures are final; the running month would bend every line downwards. */
export function completeMonths(report: BaseReport): BaseMonth[] {
  return report.months.filter((month) => month.complete);
}

/** The month that the key figures speak of, what they are held against, and how they changed. */
export type Shown = {
  month: BaseMonth;
  previous: BaseMonth | null;
  change: (field: FigureField) => number | null;
};

/**
 * The latest complete month against the month before it, or the running month against the same days of the month
 * before. Before any month is complete there is only the running one.
 */
export function shownMonth(report: BaseReport, running: boolean): Shown | null {
  const complete = completeMonths(report);
  const latest = complete.at(-1);
  const before = complete.at(-2);
  if (latest !== undefined && !running) {
    return {
      month: latest,
      previous: before ?? null,
      change: (field) => relativeChange(latest[field], before?.[field] ?? null),
    };
  }
  const { current, previous, change } = report;
  return current === null ? null : { month: current, previous, change: (field) => change[field] ?? null };
}

/** There is a choice of months only while one is running beside a complete one. */
export function hasRunningMonth(report: BaseReport): boolean {
  return report.current?.complete === false && completeMonths(report).length > 0;
}

export function relativeChange(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before);
}

export function goalOf(report: BaseReport, metric: GoalMetric, month: string): GoalResult | undefined {
  return report.goals.find((goal) => goal.metric === metric && goal.month === month);
}

export type Verdict = 'good' | 'bad' | 'neutral';

export function verdict(change: number | null, better: Figure['better']): Verdict {
  if (change === null || better === 'none' || Math.abs(change) < 0.0005) return 'neutral';
  return change > 0 === (better === 'up') ? 'good' : 'bad';
}

/** `2011-11` and the months after it, for which a goal may be set. */
export function monthsFrom(month: string, count: number): string[] {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, step) => {
    const total = year * 12 + index + step;
    return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
  });
}
