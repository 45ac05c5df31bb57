import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { cohortReport } from '../../testing/fixtures';
import { renderPiece } from '../../testing/render';
import { CohortTable } from './cohort-table';

function cells(name: RegExp): (string | null)[] {
  return within(screen.getByRole('row', { name })).getAllByRole('cell').map((cell) => cell.textContent);
}

describe('the cohort table', () => {
  it('is a triangle with the weighted average on top', () => {
    renderPiece(<CohortTable report={cohortReport()} measure="customers" form="relative" />);
    expect(cells(/Weighted average/)).toEqual(['150', '100.0%', '40.0%', '']);
    expect(cells(/Dec 2010/)).toEqual(['100', '100.0%', '40.0%', '10.0%*']);
    expect(cells(/Jan 2011/)).toEqual(['50', '100.0%', '10.0%*']);
    expect(screen.getByRole('columnheader', { name: 'Month 2' })).toBeInTheDocument();
  });

  it('marks what is not over yet in words too', () => {
    renderPiece(<CohortTable report={cohortReport()} measure="customers" form="relative" />);
    const running = screen.getAllByTitle('This period is not over yet');
    expect(running.map((cell) => cell.textContent)).toEqual(['10.0%*', '10.0%*']);
  });

  it('has no average of totals', () => {
    renderPiece(<CohortTable report={cohortReport()} measure="revenue" form="absolute" />);
    expect(screen.queryByRole('row', { name: /Weighted average/ })).toBeNull();
    expect(cells(/Dec 2010/)).toEqual(['100', '£1.1k', '£420', '£105*']);
  });
});
