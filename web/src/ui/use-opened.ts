import { type RefObject, useEffect, useRef } from 'react';

/** Moves the keyboard to what was opened by hand, which may lie out of sight, and back to the link (`data-opens`) when it is closed. */
export function useOpened(open: string | number | undefined): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(open);
  useEffect(() => {
    if (open === before.current) return;
    const closed = String(before.current);
    before.current = open;
    const links = [...document.querySelectorAll<HTMLElement>('[data-opens]')];
    (open === undefined ? links.find((link) => link.dataset['opens'] === closed) : panel.current)?.focus();
  }, [open]);
  return panel;
}
