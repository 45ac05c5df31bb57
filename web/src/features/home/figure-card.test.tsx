import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { BaseReport } from '../../api/types';
import { baseMonth, baseReport } from '../../testing/fixtures';
import { renderPiece } from '../../testing/render';
import { FigureCard } from './figure-card';
import { shownMonth } from './figures';

function draw(report: BaseReport, mayEdit = true) {
  const shown = shownMonth(report, false);
  if (shown === null) throw new Error('the fixture has months');
  const figure = { field: 'orders', unit: 'count', better: 'up', goal: 'orders' } as const;
  renderPiece(<FigureCard report={report} shown={shown} figure={figure} mayEdit={mayEdit} />);
}

describe('a key figure', () => {
  it('shows its value, its change with a sign, and what it was', () => {
    draw(baseReport());
    expect(screen.getByText('60')).toBeInTheDocument();
    expect(screen.getByText('+25%')).toBeInTheDocument();
    expect(screen.getByText('from 48')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: 'Orders over 2 months' })).toBeInTheDocument();
  });

  it('shows how far the goal of its month is reached', () => {
    draw(
      baseReport({
        goals: [
          { metric: 'orders', month: '2011-11', target: 80, actual: 60, attainment: 0.75 },
          { metric: 'orders', month: '2011-12', target: 90, actual: 20, attainment: 0.22 },
        ],
      }),
    );
    expect(screen.getByText('75% of 80')).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '75');
  });

  it('leaves out a change that can not be told', () => {
    const months = [baseMonth('2011-10', { orders: 0 }), baseMonth('2011-11')];
    draw(baseReport({ months }));
    expect(screen.getByText('from 0')).toBeInTheDocument();
    expect(screen.queryByText(/%/)).toBeNull();
  });

  it('offers no goal to those who may not set one', () => {
    draw(baseReport(), false);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
