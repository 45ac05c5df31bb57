import { type SegmentName, segmentOrder } from './segment-names';

/** A part of a product's buyers as it stands in an address: those of a segment, or those of a month of its course. */
export type BuyerPart = `segment=${string}` | `month=${string}`;

/** What a part is of; nothing where the address names none. */
export function partOf(open: string): { segment: SegmentName } | { month: string } | undefined {
  const [by, name] = open.split('=');
  if (by === 'month' && name !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return { month: name };
  const segment = segmentOrder.find((one) => one === name);
  return by === 'segment' && segment !== undefined ? { segment } : undefined;
}

export function isBuyerPart(open: string): open is BuyerPart {
  return partOf(open) !== undefined;
}
