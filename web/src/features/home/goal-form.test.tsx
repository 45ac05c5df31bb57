import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { GoalMetric, GoalResult } from '../../api/types';
import { renderPiece } from '../../testing/render';
import { GoalForm, parseTarget } from './goal-form';

const currency = { code: 'GBP', digits: 2 };

function draw(metric: GoalMetric, goals: GoalResult[] = []) {
  const onDone = vi.fn();
  const calls: { method: string; address: string; body: string }[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    calls.push({ method: request.method, address: new URL(request.url).pathname, body: await request.text() });
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  });
  renderPiece(<GoalForm metric={metric} name="Figure" month="2011-11" currency={currency} goals={goals} onDone={onDone} />);
  return { onDone, calls };
}

describe('the goal form', () => {
  it('sends money in minor units for the chosen month', async () => {
    const { onDone, calls } = draw('revenue_minor');
    await userEvent.selectOptions(screen.getByLabelText('Month'), '2011-12');
    await userEvent.type(screen.getByRole('textbox', { name: 'Goal' }), '1,500.50');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(calls).toEqual([
      { method: 'PUT', address: '/api/v1/goals/revenue_minor/2011-12', body: '{"target":150050}' },
    ]);
  });

  it('refuses what is no number with a sentence and sends nothing', async () => {
    const { calls } = draw('orders');
    await userEvent.type(screen.getByRole('textbox', { name: 'Goal' }), 'many');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Enter a number above zero.')).toBeInTheDocument();
    expect(calls).toEqual([]);
  });

  it('shows the goal that is set, and removes it', async () => {
    const goal: GoalResult = { metric: 'churn_rate', month: '2011-11', target: 0.05, actual: 0.06, attainment: 0.83 };
    const { onDone, calls } = draw('churn_rate', [goal]);
    expect(screen.getByRole('textbox', { name: 'Goal' })).toHaveValue('5');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(calls[0]?.method).toBe('DELETE');
    expect(calls[0]?.address).toBe('/api/v1/goals/churn_rate/2011-11');
  });

  it('says what went wrong when the server refuses', async () => {
    const { onDone } = draw('orders');
    vi.stubGlobal('fetch', async () => new Response('{"code":"forbidden"}', { status: 403 }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Goal' }), '5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Your role does not allow this');
    expect(onDone).not.toHaveBeenCalled();
  });
});

it('reads a target in the unit of its figure', () => {
  expect(parseTarget('aov_minor', '12.345', currency, 'en')).toBe(1235);
  expect(parseTarget('churn_rate', '5.5', currency, 'en')).toBeCloseTo(0.055);
  expect(parseTarget('churn_rate', '101', currency, 'en')).toBeNull();
  expect(parseTarget('orders', '1.5', currency, 'en')).toBeNull();
  expect(parseTarget('orders', '۵٬۰۰۰', currency, 'en')).toBe(5000);
  expect(parseTarget('orders', '0', currency, 'en')).toBeNull();
  expect(parseTarget('churn_rate', '5,5', currency, 'nb')).toBeCloseTo(0.055);
});
