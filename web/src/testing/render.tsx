import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';

/** Draws a piece of a page with what every page has around it. */
export function renderPiece(piece: ReactNode): RenderResult {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <DirectionProvider>
      <MantineProvider env="test">
        <QueryClientProvider client={client}>{piece}</QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>,
  );
}
