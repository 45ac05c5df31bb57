import type { EventKind } from '../api/types';

/** What an event can be about, in the order in which lists offer it. */
export const eventKinds = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'order', 'return', 'customer', 'product', 'form'] as const satisfies readonly EventKind[];

export function isEventKind(name: string): name is EventKind {
  return eventKinds.some((kind) => kind === name);
}
