import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

/** What the keys do in the list besides moving in it. */
export type Turn = (to: 'next' | 'previous') => void;

const marked = '[data-open]';

/** One stop of the keyboard for a whole list: the arrows move in it, Page Down and Page Up turn the page, Enter opens. */
export function useRoving(onTurn: Turn) {
  const list = useRef<HTMLElement>(null);
  const bind = useCallback((element: HTMLElement | null) => {
    list.current = element;
  }, []);
  const [active, setActive] = useState(0);
  const stops = () => [...(list.current?.querySelectorAll<HTMLElement>(marked) ?? [])];
  const focusAt = (index: number) => {
    const all = stops();
    const to = Math.max(0, Math.min(all.length - 1, index));
    setActive(to);
    all[to]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: stops().length - 1 }[event.key];
    if (to !== undefined) focusAt(to);
    else if (event.key === 'PageDown') onTurn('next');
    else if (event.key === 'PageUp') onTurn('previous');
    else return;
    event.preventDefault();
  };
  return { bind, active, setActive, onKeyDown, focusAt };
}
