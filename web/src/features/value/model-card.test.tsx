import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { candidate, model } from '../../testing/model';
import { renderPiece } from '../../testing/render';
import { CandidateTable } from './candidate-table';
import { ModelCard } from './model-card';
import { chosenCandidate, nextBest } from './model-names';
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

it('says when a fit by schedule failed', () => {
  renderPiece(<RefitFailed failure={{ tried_at: '2025-01-09T12:00:00Z', snapshot: 7, reason: 'the last order lies in the future' }} />);
  const sentence = screen.getByRole('status').textContent?.replaceAll(/[\u2066-\u2069]/g, '');
  expect(sentence).toContain('this model stays in force: the last order lies in the future');
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
