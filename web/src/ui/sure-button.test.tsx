import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderPiece } from '../testing/render';
import { SureButton } from './sure-button';

it('the first click asks, the second means it, and going elsewhere takes the question back', async () => {
  const user = userEvent.setup();
  const sure = vi.fn<() => void>();
  renderPiece(<SureButton label="Remove" question="Really?" busy={false} onSure={sure} />);
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  expect(sure).not.toHaveBeenCalled();
  await user.tab();
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await user.click(screen.getByRole('button', { name: 'Really?' }));
  expect(sure).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('button', { name: 'Remove' })).toBeVisible();
});
