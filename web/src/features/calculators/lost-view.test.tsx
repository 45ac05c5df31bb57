import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { lostReport } from '../../testing/fixtures';
import { renderPiece } from '../../testing/render';
import { LostView } from './lost-view';

describe('the calculator of lost customers', () => {
  it('is filled in from the base, and says so', () => {
    renderPiece(<LostView report={lostReport()} given={{}} onChange={vi.fn()} />);
    expect(screen.getByRole('textbox', { name: 'Churn in a year' })).toHaveValue('20');
    expect(screen.getAllByText('From your base, Dec 2010 to Nov 2011')).toHaveLength(5);
    expect(screen.getByText('Losing 5.0% fewer customers brings £2,500.00 more over 1 year.')).toBeInTheDocument();
  });

  it('takes a typed number over with Enter, as the server wants it', async () => {
    const onChange = vi.fn();
    renderPiece(<LostView report={lostReport()} given={{}} onChange={onChange} />);
    const margin = screen.getByRole('textbox', { name: 'Margin' });
    await userEvent.clear(margin);
    await userEvent.type(margin, '33.3{Enter}');
    expect(onChange).toHaveBeenCalledWith({ margin: 0.333 });
  });

  it('refuses what is out of bounds', async () => {
    const onChange = vi.fn();
    renderPiece(<LostView report={lostReport()} given={{}} onChange={onChange} />);
    const margin = screen.getByRole('textbox', { name: 'Margin' });
    await userEvent.clear(margin);
    await userEvent.type(margin, '120{Enter}');
    expect(screen.getByText('Enter a number from 0% to 100%.')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('gives back what was typed', async () => {
    const onChange = vi.fn();
    renderPiece(<LostView report={lostReport()} given={{ margin: 0.3 }} onChange={onChange} />);
    await userEvent.click(screen.getByRole('button', { name: 'Clear: Margin' }));
    expect(onChange).toHaveBeenCalledWith({ margin: undefined });
  });

  it('tells the years and what retention is worth', () => {
    renderPiece(<LostView report={lostReport()} given={{}} onChange={vi.fn()} />);
    expect(within(screen.getByRole('row', { name: /Year 1/ })).getByText('910')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /2 points more/ })).toHaveTextContent('+9.8%');
  });

  it('says what is missing', () => {
    const { inputs } = lostReport();
    const report = lostReport({ years: [], values: [], advice: 'x', inputs: { ...inputs, inflow: { value: null, origin: 'missing' } } });
    renderPiece(<LostView report={report} given={{}} onChange={vi.fn()} />);
    expect(screen.getByText('Not known: type it')).toBeInTheDocument();
    expect(screen.getByRole('note')).toHaveTextContent('A figure is missing');
  });
});
