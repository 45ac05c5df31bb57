import { useComputedColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** What a panel on a sheet of A4 or Letter across holds, in CSS pixels. */
const sheet = 900;
const attribute = 'data-mantine-color-scheme';

let printing = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  printing = next;
  flushSync(() => listeners.forEach((listener) => listener()));
}

/** A table keeps within its panel, of which two may stand side by side. */
function fit(table: HTMLElement): void {
  const halved = table.closest('section')?.parentElement?.classList.contains('mantine-SimpleGrid-root') === true;
  table.style.removeProperty('--fit');
  table.style.setProperty('--fit', String(Math.min(1, (halved ? sheet / 2 - 30 : sheet) / table.offsetWidth)));
}

/** While the page is printed it is light, and what is too wide for a sheet is made to fit. */
export function watchPrinting(): void {
  const root = document.documentElement;
  let chosen: string | null = null;
  globalThis.addEventListener('beforeprint', () => {
    chosen = root.getAttribute(attribute);
    root.setAttribute(attribute, 'light');
    for (const table of document.querySelectorAll<HTMLElement>('[role=region] > table')) fit(table);
    set(true);
  });
  globalThis.addEventListener('afterprint', () => {
    if (chosen !== null) root.setAttribute(attribute, chosen);
    set(false);
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The colours to draw in: those of the screen, on paper the light ones. */
export function useScheme(): 'light' | 'dark' {
  const scheme = useComputedColorScheme('light');
  return useSyncExternalStore(subscribe, () => printing) ? 'light' : scheme;
}
