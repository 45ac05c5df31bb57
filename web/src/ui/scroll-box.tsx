import type { ReactNode } from 'react';
import classes from './scroll-box.module.css';

type ScrollBoxProps = { label: string; maxHeight?: string | number; children: ReactNode };

/** Holds what may be wider or taller than the screen; the keyboard can scroll it too. */
export function ScrollBox({ label, maxHeight, children }: ScrollBoxProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it the keyboard can not scroll
    <div className={classes['box']} role="region" aria-label={label} tabIndex={0} style={{ maxHeight }}>
      {children}
    </div>
  );
}
