import type { ReactNode } from 'react';
import classes from './customer.module.css';

export type Named = { name: string; value: ReactNode };

/** Names with what stands for them, one below the other or, where there is room, side by side. */
export function NamedList({ entries, sideBySide = false }: { entries: readonly Named[]; sideBySide?: boolean }) {
  return (
    <dl className={classes[sideBySide ? 'beside' : 'below']}>
      {entries.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value of JSON as somebody reads it: words keep their own direction, what has parts is shown as it was told. */
export function told(value: unknown): ReactNode {
  if (typeof value === 'string' || typeof value === 'number') return <bdi>{value}</bdi>;
  return (
    <bdi dir="ltr" style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' }}>
      {JSON.stringify(value)}
    </bdi>
  );
}
