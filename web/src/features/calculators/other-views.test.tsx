import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPiece } from '../../testing/render';
import { BudgetView } from './budget-view';
import { SensitivityView } from './sensitivity-view';

const currency = { code: 'GBP', digits: 2 };

describe('the calculator of the CRM budget', () => {
  it('begins with shoe cream: 2.50 a year', () => {
    renderPiece(<BudgetView currency={currency} customers={0} given={{}} onChange={vi.fn()} />);
    expect(document.querySelector('[data-fact=each]')).toHaveTextContent('£2.50');
    expect(screen.getByText(/do not pay the wanted contacts, which cost £4.00/)).toBeInTheDocument();
  });

  it('says when the contacts pay', () => {
    renderPiece(<BudgetView currency={currency} customers={0} given={{ purchases: 12 }} onChange={vi.fn()} />);
    expect(screen.getByText(/£30.00 a year for each customer pay/)).toBeInTheDocument();
    expect(document.querySelector('[data-fact=enough]')).toHaveTextContent('1.6');
  });

  it('takes money in minor units and refuses nonsense', async () => {
    const onChange = vi.fn();
    renderPiece(<BudgetView currency={currency} customers={500} given={{}} onChange={onChange} />);
    const contact = screen.getByRole('textbox', { name: 'Cost of one contact' });
    await userEvent.clear(contact);
    await userEvent.type(contact, '0.35{Enter}');
    expect(onChange).toHaveBeenLastCalledWith({ contact_minor: 35 });
    await userEvent.clear(contact);
    await userEvent.type(contact, 'many{Enter}');
    expect(screen.getByText(/Enter a number from/)).toBeInTheDocument();
  });
});

describe('the calculator of retention', () => {
  it('tells the change in points and relative', () => {
    const { unmount } = renderPiece(<SensitivityView currency={currency} given={{ retention: 0.85, discount: 0 }} onChange={vi.fn()} />);
    expect(document.querySelector('[data-fact=change]')).toHaveTextContent('+58.8%');
    unmount();
    renderPiece(<SensitivityView currency={currency} given={{ retention: 0.85, discount: 0, reading: 'relative' }} onChange={vi.fn()} />);
    expect(document.querySelector('[data-fact=change]')).toHaveTextContent('+46.5%');
  });

  it('has a sentence where there is no answer', () => {
    const { unmount } = renderPiece(<SensitivityView currency={currency} given={{ retention: 0.98 }} onChange={vi.fn()} />);
    expect(screen.getByText(/choose a smaller change/)).toBeInTheDocument();
    unmount();
    renderPiece(<SensitivityView currency={currency} given={{ retention: 0.95, discount: 0 }} onChange={vi.fn()} />);
    expect(screen.getByText(/type a discount rate/)).toBeInTheDocument();
  });
});
