import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { segmentOrder } from '../../lib/segment-names';
import { rfmReport, rfmSegment } from '../../testing/fixtures';
import { renderPiece } from '../../testing/render';
import { SegmentTable } from './segment-table';
import { cellSegment, migrationRows, sortSegments } from './segments';

describe('the segment table', () => {
  it('stands in the order from best to gone and shows shares', () => {
    renderPiece(<SegmentTable report={rfmReport()} date="9 Dec 2011" sort={undefined} onSort={vi.fn()} />);
    const names = screen.getAllByRole('rowheader').map((cell) => cell.textContent);
    expect(names).toEqual(['Champions', 'New', 'Lost']);
    const champions = screen.getByRole('row', { name: /Champions/ });
    expect(within(champions).getByText('£9,000.00')).toBeInTheDocument();
    expect(within(champions).getByText('20.0%')).toBeInTheDocument();
    expect(screen.getByText('as of 9 Dec 2011')).toBeInTheDocument();
  });

  it('asks for another order, and for the first one again', async () => {
    const onSort = vi.fn();
    renderPiece(<SegmentTable report={rfmReport()} date="" sort="revenue" onSort={onSort} />);
    expect(screen.getByRole('columnheader', { name: 'Revenue' })).toHaveAttribute('aria-sort', 'descending');
    await userEvent.click(screen.getByRole('button', { name: 'Customers' }));
    expect(onSort).toHaveBeenLastCalledWith('customers');
    await userEvent.click(screen.getByRole('button', { name: 'Revenue' }));
    expect(onSort).toHaveBeenLastCalledWith(undefined);
  });

  it('becomes cards on a phone', () => {
    vi.spyOn(window, 'matchMedia').mockImplementation((media) => {
      const list = new EventTarget();
      return Object.assign(list, { matches: true, media, onchange: null, addListener() {}, removeListener() {} });
    });
    renderPiece(<SegmentTable report={rfmReport()} date="" sort={undefined} onSort={vi.fn()} />);
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
  });
});

it('sorts by a figure, the most recent first', () => {
  const { segments } = rfmReport();
  expect(sortSegments(segments, 'revenue').map(({ name }) => name)).toEqual(['champions', 'lost', 'new']);
  expect(sortSegments(segments, 'recency').map(({ name }) => name)).toEqual(['champions', 'new', 'lost']);
});

it('keeps a segment that it does not know', () => {
  const segments = [rfmSegment('whales'), rfmSegment('lost')];
  expect(sortSegments(segments, undefined).map(({ name }) => name)).toEqual(['lost', 'whales']);
});

it('names every cell of the map', () => {
  const scores = [1, 2, 3, 4, 5];
  const named = new Set(scores.flatMap((r) => scores.map((f) => cellSegment(r, f))));
  expect([...named].toSorted()).toEqual(segmentOrder.toSorted());
  expect(cellSegment(5, 5)).toBe('champions');
  expect(cellSegment(5, 1)).toBe('new');
  expect(cellSegment(1, 5)).toBe('cannot_lose');
  expect(cellSegment(1, 1)).toBe('lost');
  expect(cellSegment(4, 1)).toBe('promising');
});

it('lays flows out as a table whose rows add up', () => {
  const rows = migrationRows({
    from: '2011-06-30',
    to: '2011-12-09',
    flows: [
      { from: 'none', to: 'new', customers: 7 },
      { from: 'champions', to: 'champions', customers: 3 },
      { from: 'champions', to: 'at_risk', customers: 2 },
    ],
  });
  expect(rows.map(({ from, total }) => [from, total])).toEqual([['none', 7], ['champions', 5]]);
  expect(rows[1]?.to.find(({ name }) => name === 'at_risk')?.customers).toBe(2);
});
