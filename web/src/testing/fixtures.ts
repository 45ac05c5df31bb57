import type {
  BaseMonth,
  BaseReport,
  CohortCell,
  CohortReport,
  LostCustomersReport,
  RfmReport,
  RfmSegment,
} from '../api/types';

const currency = { code: 'GBP', digits: 2 };

export function baseMonth(month: string, changes: Partial<BaseMonth> = {}): BaseMonth {
  return {
    month,
    until: `${month}-28`,
    complete: true,
    customers_start: 100,
    new: 10,
    active: 50,
    repeat: 40,
    lost: 5,
    reactivated: 2,
    customers_end: 107,
    inflow_rate: 0.1,
    survival_rate: 0.5,
    retention_rate: 0.95,
    churn_rate: 0.05,
    lifetime_months: 20,
    orders: 60,
    anonymous_orders: 3,
    revenue_minor: 1_234_500,
    returns_minor: -1000,
    aov_minor: 20_575,
    aov_new_minor: 15_000,
    aov_loyal_minor: 22_000,
    items_per_receipt: 4.5,
    orders_per_customer: 1.2,
    arppu_minor: 24_690,
    ...changes,
  };
}

export function baseReport(changes: Partial<BaseReport> = {}): BaseReport {
  const october = baseMonth('2011-10', { orders: 48, revenue_minor: 1_000_000 });
  const november = baseMonth('2011-11');
  const running = baseMonth('2011-12', { complete: false, until: '2011-12-09', orders: 20 });
  return {
    as_of: '2011-12-09',
    currency,
    time_zone: 'Europe/London',
    snapshot: 1,
    lost_after_days: 180,
    months: [october, november, running],
    survival: { unit: 'month', points: [], median_months: null },
    current: running,
    previous: baseMonth('2011-11', { complete: false, until: '2011-11-09', orders: 16 }),
    change: { orders: 0.25 },
    goals: [],
    ...changes,
  };
}

export function rfmSegment(name: string, changes: Partial<RfmSegment> = {}): RfmSegment {
  return {
    name,
    customers: 10,
    share: 0.1,
    revenue_minor: 100_000,
    revenue_share: 0.2,
    mean_recency_days: 12.5,
    mean_frequency: 3,
    mean_monetary_minor: 10_000,
    ...changes,
  };
}

export function rfmReport(changes: Partial<RfmReport> = {}): RfmReport {
  return {
    as_of: '2011-12-09',
    currency,
    snapshot: 1,
    customers: 100,
    money: 'net',
    method: 'quintiles',
    means: { recency_days: 92, frequency: 4.2, monetary_minor: 205_426 },
    cuts: { recency_days: [13, 33, 72, 180], frequency: [1, 2, 3, 6], monetary_minor: [100, 200, 300, 400] },
    repeat_rate: 0.65,
    top20_share: 0.74,
    grid: [],
    segments: [
      rfmSegment('lost', { customers: 40, mean_recency_days: 300, revenue_minor: 50_000 }),
      rfmSegment('champions', { customers: 20, mean_recency_days: 5, revenue_minor: 900_000 }),
      rfmSegment('new', { customers: 30, mean_recency_days: 9, revenue_minor: 20_000 }),
    ],
    migration: null,
    ...changes,
  };
}

export function cohortCell(period: number, customers: number, size: number, complete = true): CohortCell {
  const revenue = customers * 1050;
  return {
    period,
    complete,
    customers,
    retention: customers / size,
    orders: customers * 2,
    revenue_minor: revenue,
    revenue_per_customer_minor: revenue / size,
    cumulative_orders: customers * 2,
    cumulative_revenue_minor: revenue,
    cumulative_revenue_per_customer_minor: revenue / size,
  };
}

export function cohortReport(): CohortReport {
  return {
    as_of: '2011-02-15',
    currency,
    snapshot: 1,
    by: 'month',
    money: 'net',
    cohorts: [
      {
        cohort: '2010-12',
        start: '2010-12-01',
        size: 100,
        cells: [cohortCell(0, 100, 100), cohortCell(1, 40, 100), cohortCell(2, 10, 100, false)],
      },
      { cohort: '2011-01', start: '2011-01-01', size: 50, cells: [cohortCell(0, 50, 50), cohortCell(1, 5, 50, false)] },
    ],
    average: [
      { period: 0, retention: 1, cohorts: 2 },
      { period: 1, retention: 0.4, cohorts: 1 },
    ],
  };
}

export function lostReport(changes: Partial<LostCustomersReport> = {}): LostCustomersReport {
  const base = (value: number) => ({ value, origin: 'base' }) as const;
  return {
    as_of: '2011-12-09',
    currency,
    snapshot: 1,
    lost_after_days: 180,
    change: -0.05,
    window: { from: '2010-12', until: '2011-11', months: 12 },
    inputs: {
      customers: base(1000),
      yearly_churn: base(0.2),
      inflow: base(100),
      inflow_growth: base(0),
      revenue_per_customer_minor: base(50_000),
      margin: { value: 1, origin: 'usual' },
      discount: { value: 0.1, origin: 'usual' },
    },
    monthly_churn: 0.018,
    changed_monthly_churn: 0.0171,
    changed_yearly_churn: 0.19,
    years: [
      {
        year: 1,
        inflow: 100,
        customers: 900,
        lost: 200,
        margin_minor: 45_000_000,
        changed_customers: 910,
        changed_lost: 190,
        changed_margin_minor: 45_250_000,
        difference_minor: 250_000,
        cumulative_minor: 250_000,
        present_minor: 240_000,
        cumulative_present_minor: 240_000,
      },
    ],
    values: [
      { retention: 0.8, value_minor: 133_333, change: 0 },
      { retention: 0.82, value_minor: 146_429, change: 0.098 },
    ],
    advice: null,
    ...changes,
  };
}
