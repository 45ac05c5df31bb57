import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/vazirmatn/wght.css';
import './library.css';
import './app.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { fileMissing } from './api/standing';
import { languages, startI18n } from './lib/i18n';
import { queryClient } from './query-client';
import { router } from './router';
import { cssVariablesResolver, theme } from './theme';
import { watchPrinting } from './ui/printing';

/** The server puts a fresh nonce into the page on every request; the styles that the library adds carry it. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** After an update of the server the files of the old page are gone. What is typed must not be lost: the reader is told, and decides. */
globalThis.addEventListener('vite:preloadError', () => void fileMissing());

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  const language = await startI18n();
  watchPrinting();
  createRoot(root).render(
    <StrictMode>
      <DirectionProvider initialDirection={languages[language].dir} detectDirection={false}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          cssVariablesResolver={cssVariablesResolver}
          getStyleNonce={styleNonce}
        >
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
}

void start();
