import type { ImportKind } from '../../api/types';

/** What a file can hold: rows of four kinds, or an exchange file, which needs no mapping. */
export const fileKinds = ['orders', 'customers', 'products', 'subscriptions', 'commerceml'] as const;

export type FileKind = (typeof fileKinds)[number];

export function isMapped(kind: FileKind): kind is ImportKind {
  return kind !== 'commerceml';
}
