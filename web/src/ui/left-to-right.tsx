import type { ReactNode } from 'react';

/** Around an input for a number: its sign and its unit keep their sides in every language. */
export function leftToRight(input: ReactNode) {
  return <div dir="ltr">{input}</div>;
}
