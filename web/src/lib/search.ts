import { isCivilDate } from './date';
import type { Bounds } from './typed';

/** Checks for what stands in an address. A value that makes no sense is dropped, never an error. */
export type RawSearch = Record<string, unknown>;

export function dateParam(value: unknown): string | undefined {
  return isCivilDate(value) ? value : undefined;
}

export function oneOf<const T extends string | number>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

export function numberParam(value: unknown, { low, high }: Bounds): number | undefined {
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

/** A text of at most 200 characters. An address reads `17` as a number: it is meant as it is written. */
export function textParam(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' && text.length <= 200 ? text : undefined;
}

/** Leaves out what is undefined, so that an address holds only what differs from the usual. */
export function compactSearch<T extends object>(search: T): T {
  for (const key of Object.keys(search)) {
    if (Reflect.get(search, key) === undefined) Reflect.deleteProperty(search, key);
  }
  return search;
}

/** A place inside this console to go back to after signing in; anything else is refused. */
export function innerPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/') || value.startsWith('//') || value.includes('\\')) return '/';
  return value.startsWith('/sign-in') ? '/' : value;
}
