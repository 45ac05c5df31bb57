import type { LostCustomersReport } from '../../api/types';
import type { Bounds, TypedUnit } from '../../lib/typed';

type InputName = keyof LostCustomersReport['inputs'];

/** What the calculator computes with besides the change and the years, within the bounds that the server keeps. */
export const inputs = [
  { name: 'customers', unit: 'count', bounds: { low: 0, high: 1e9 } },
  { name: 'yearly_churn', unit: 'percent', bounds: { low: 0, high: 1 } },
  { name: 'inflow', unit: 'count', bounds: { low: 0, high: 1e9 } },
  { name: 'inflow_growth', unit: 'percent', bounds: { low: -0.99, high: 10 } },
  { name: 'revenue_per_customer_minor', unit: 'money', bounds: { low: 0, high: 1e12 } },
  { name: 'margin', unit: 'percent', bounds: { low: 0.001, high: 1 } },
  { name: 'discount', unit: 'percent', bounds: { low: 0, high: 1 } },
] as const satisfies readonly { name: InputName; unit: TypedUnit; bounds: Bounds }[];

export const changeBounds: Bounds = { low: -1, high: 1 };
export const yearsBounds: Bounds = { low: 1, high: 30 };

/** What the reader gave; what is absent is the base's own, or usual. */
export type Given = Partial<Record<InputName | 'change' | 'years', number | undefined>>;
