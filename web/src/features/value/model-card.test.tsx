import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { candidate, model } from '../../testing/model';
import { renderPiece } from '../../testing/render';
import { CandidateTable } from './candidate-table';
import { ModelCard } from './model-card';
import { candidateKey, chosenCandidate, nextBest } from './model-names';
import { RefitFailed } from './refit-failure';
import { trackPoints } from './tracking';
import { TrackingChart } from './tracking-chart';

const compared = model([candidate('bg_nbd', -0.12), candidate('mbg_nbd', -0.02), candidate('pareto_nbd', 0.3)], 'mbg_nbd');

describe('the model card', () => {
  it('says which model was taken, and why', () => {
    renderPiece(<ModelCard model={compared} mayFit={false} />);
    const sentence = screen.getByText(/was taken/).textContent?.replaceAll(/[\u2066\u2069]/g, '');
    expect(sentence).toContain('MBG/NBD was taken: on 273 held-out days it missed the total by -2%');
    expect(sentence).toContain('The next best, BG/NBD: -12%');
    expect(screen.queryByRole('button', { name: 'Fit again' })).toBeNull();
  });

  it('owns up when nothing could be held out', () => {
    const short = model([candidate('bg_nbd', 0, { holdout: null })], 'bg_nbd');
    renderPiece(<ModelCard model={short} mayFit />);
    expect(screen.getByText(/by its likelihood/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Fit again' })).toBeInTheDocument();
  });
});

const country = {
  name: 'country',
  gathered: 4,
  levels: [
    { level: 'Germany', customers: 1500, effect: 0, standard_error: null, rate_ratio: { mean: 1, low: 1, high: 1 } },
    { level: 'France', customers: 800, effect: 0.59, standard_error: 0.05, rate_ratio: { mean: 1.8, low: 1.64, high: 1.99 } },
    { level: null, customers: 57, effect: -0.7, standard_error: 0.2, rate_ratio: { mean: 0.5, low: 0.34, high: 0.74 } },
  ],
};

describe('covariates', () => {
  const tried = [candidate('bg_nbd', -0.12), candidate('bg_nbd', -0.02, { covariates: [country] })];
  const plain = model(tried, 'bg_nbd');
  const taken = { ...plain, covariates: [country], comparison: { ...plain.comparison, chosen_covariates: ['country'], covariates_asked: ['country'] } };

  it('tell of two candidates of one name which was taken', () => {
    expect(chosenCandidate(taken)).toBe(tried[1]);
    expect(chosenCandidate(plain)).toBe(tried[0]);
    expect(tried.map(candidateKey)).toEqual(['bg_nbd', 'bg_nbd-country']);
  });

  it('show how often customers of each level buy, against the base', () => {
    renderPiece(<ModelCard model={taken} mayFit={false} />);
    const text = (name: RegExp) => screen.getByRole('row', { name }).textContent?.replaceAll(/[\u2066-\u2069]/g, '');
    expect(text(/France/)).toBe('France8001.801.64 – 1.99');
    expect(text(/Germany/)).toContain('the base');
    expect(text(/4 rarer ones/)).toContain('0.50');
    expect(screen.getByText(/with Country was taken/)).toBeInTheDocument();
  });

  it('say why one is in no model', () => {
    const reason = 'it is the same for all 2357 customers';
    const left = { ...plain, comparison: { ...plain.comparison, covariates_left_out: [{ name: 'channel', reason }] } };
    renderPiece(<ModelCard model={left} mayFit={false} />);
    expect(screen.getByText(/Channel was asked for and is in no model: .*the same for all 2357/)).toBeInTheDocument();
  });
});

it('says when a fit by schedule failed, and why', async () => {
  const failure = { tried_at: '2025-01-09T12:00:00Z', snapshot: 7, reason: 'the last order lies in the future', reason_code: 'insight.orders_in_future', reason_args: { last: '2031-01-05', today: '2025-01-09' } } as const;
  const { unmount } = renderPiece(<RefitFailed failure={failure} />);
  expect(await screen.findByText(/Some orders are dated after today/)).toBeInTheDocument();
  expect(screen.getByRole('status').textContent).toContain('this model stays in force.');
  unmount();
  renderPiece(<RefitFailed failure={{ ...failure, reason_code: null }} />);
  expect(await screen.findByText('the last order lies in the future')).toBeInTheDocument();
});

it('takes the candidate that could be taken, of two of one name', () => {
  const both = model([candidate('bg_nbd', -0.1, { choosable: false }), candidate('bg_nbd', -0.01, { seasonal: true })], 'bg_nbd');
  expect(chosenCandidate(both)?.seasonal).toBe(true);
  expect(nextBest(both)).toBeUndefined();
});

it('shows the course cumulative or period by period', () => {
  const tracking = candidate('bg_nbd', 0).holdout?.tracking ?? [];
  expect(trackPoints(tracking, 'cumulative').map(({ actual }) => actual)).toEqual([90, 210]);
  expect(trackPoints(tracking, 'period').map(({ forecast, actual }) => [forecast, actual])).toEqual([[100, 90], [90, 120]]);
});

it('tells the forecast with its interval and what came', () => {
  renderPiece(<TrackingChart model={compared} track="cumulative" candidate={undefined} onTrack={vi.fn()} onCandidate={vi.fn()} />);
  const sentence = screen.getByText(/orders \(95 %/).textContent?.replaceAll(/[\u2066\u2069]/g, '');
  expect(sentence).toBe('MBG/NBD forecast 3,000 orders (95 %: 2,800 – 3,200); 3,000 were made: -2%.');
});

it('names a refused candidate', () => {
  const refused = model([candidate('bg_nbd', 0), candidate('pareto_nbd', 0, { refusal: 'did not converge', holdout: null })], 'bg_nbd');
  renderPiece(<CandidateTable model={refused} />);
  expect(screen.getByRole('row', { name: /Pareto\/NBD/ })).toHaveTextContent('could not be fitted');
  expect(screen.getByRole('row', { name: /BG\/NBD.*taken/ })).toBeInTheDocument();
});
