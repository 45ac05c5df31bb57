import type { ReactNode } from 'react';
import classes from './facts.module.css';

export type Fact = {
  name: string;
  value: ReactNode;
  /** What belongs to the figure: its interval, its share, where it comes from. */
  note?: ReactNode;
  /** Marks the figure for journeys in the browser. */
  mark?: string;
};

/** A few figures side by side, each with its name. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes['facts']}>
      {facts.map(({ name, value, note, mark }) => (
        <div key={name} data-fact={mark}>
          <dt>{name}</dt>
          <dd>
            <span className="num">{value}</span>
            {note !== undefined && <small className="num">{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
