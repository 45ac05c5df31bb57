import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderPiece } from '../../testing/render';
import { Notes } from './notes';

const note = { id: 'note_1', text: 'Called back.', author: 'Ada', created_at: '2026-11-22T09:00:00Z' };

it('a note is removed only when the reader has gone on, and can be taken back before', async () => {
  const user = userEvent.setup();
  const methods: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    methods.push(request.method);
    if (request.method === 'DELETE') return new Response(null, { status: 204 });
    return Response.json({ items: [note], next_cursor: null });
  });
  const { unmount } = renderPiece(<Notes id="cus_1" />);
  await user.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(screen.queryByText('Called back.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(screen.getByText('Called back.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  expect(methods).toEqual(['GET']);
  unmount();
  await waitFor(() => expect(methods).toEqual(['GET', 'DELETE']));
});
