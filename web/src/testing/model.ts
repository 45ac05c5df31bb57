import type { Model } from '../api/types';

type Candidate = Model['comparison']['candidates'][number];

export function candidate(kind: string, error: number, changes: Partial<Candidate> = {}): Candidate {
  return {
    kind,
    seasonal: false,
    choosable: true,
    refusal: null,
    parameters: [],
    covariates: [],
    log_likelihood: -9595,
    holdout: {
      orders: { mean: 3000, low: 2800, high: 3200 },
      error,
      mae: 0.75,
      rmse: 1.6,
      correlation: 0.63,
      loss: Math.abs(error),
      by_past_orders: [{ repeat_orders: '0', customers: 1411, forecast: 0.2, actual: 0.24 }],
      tracking: [
        { period: '1997-W40', until: '1997-10-05', forecast: 100, actual: 90 },
        { period: '1997-W41', until: '1997-10-12', forecast: 190, actual: 210 },
      ],
    },
    ...changes,
  };
}

export function model(candidates: Candidate[], chosen: string): Model {
  return {
    id: 'mdl_0000000000000',
    kind: chosen,
    version: 1,
    trained_from: '1997-01-01',
    trained_until: '1998-06-30',
    in_force: true,
    standing: 'the first model',
    fingerprint: '00',
    snapshot: 1,
    created_at: '2026-11-22T00:00:00Z',
    customers: 2357,
    repeat_customers: 946,
    money: 'net',
    log_likelihood: -9595,
    purchases: [{ name: 'r', value: 0.243, standard_error: 0.0126 }],
    covariates: [],
    covariance: null,
    season: null,
    spend: [{ name: 'p', value: 6.25, standard_error: null }],
    spend_covariance: null,
    spend_refusal: null,
    mean_spend_minor: 3522,
    comparison: {
      from: '1997-01-01',
      fitted_until: '1997-09-30',
      until: '1998-06-30',
      holdout_days: 273,
      customers: 2357,
      customers_known: null,
      actual_orders: 3000,
      candidates,
      chosen,
      chosen_covariates: [],
      covariates_asked: [],
      covariates_left_out: [],
      reason: 'because',
    },
  };
}
