/** How the worth of a customer's future hangs on retention: m·r ⁄ (1 + d − r), for all years to come. */

/** Present value of all margins to come; null where it has no bound (a retention of 1 + d and more). */
export function futureValue(margin: number, retention: number, discount: number): number | null {
  const left = 1 + discount - retention;
  return left > 1e-12 ? (margin * retention) / left : null;
}

/** How a change of retention is meant: 5 % on 80 % are 85 % in points and 84 % relative to what is there. */
export const readings = ['points', 'relative'] as const;
export type Reading = (typeof readings)[number];

/** Retention after the change; null where it would leave 0 to 1. */
export function changedRetention(retention: number, uplift: number, reading: Reading): number | null {
  const changed = Number((reading === 'points' ? retention + uplift : retention * (1 + uplift)).toPrecision(12));
  return changed < 0 || changed > 1 ? null : changed;
}

export type Sensitivity = { retention: number; changed: number | null; before: number | null; after: number | null; change: number | null };

type Terms = { margin_minor: number; discount: number; uplift: number; reading: Reading };

/** The worth before and after a change of retention, and by what part it differs. */
export function sensitivity(retention: number, { margin_minor: margin, discount, uplift, reading }: Terms): Sensitivity {
  const changed = changedRetention(retention, uplift, reading);
  const before = futureValue(margin, retention, discount);
  const after = changed === null ? null : futureValue(margin, changed, discount);
  const one = futureValue(1, retention, discount);
  const other = changed === null ? null : futureValue(1, changed, discount);
  return { retention, changed, before, after, change: one === null || other === null || one === 0 ? null : other / one - 1 };
}

/** The change of worth at each retention from one half on, as far as it is below a limit: the curve has no end. */
export function sensitivityCurve(terms: Terms, most: number): Sensitivity[] {
  const steps = Array.from({ length: 50 }, (_, index) => sensitivity((50 + index) / 100, terms));
  const end = steps.findIndex(({ change }) => change === null || Math.abs(change) > most);
  return end < 0 ? steps : steps.slice(0, end);
}
