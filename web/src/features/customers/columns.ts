/** The columns that the list can show beside the name, in the order in which they are offered. */
export const columnNames = ['email', 'phone', 'country', 'segment', 'alive', 'orders', 'revenue', 'clv', 'last_order', 'first_order', 'created', 'key'] as const;

export type ColumnName = (typeof columnNames)[number];

export const usualColumns: readonly ColumnName[] = ['email', 'segment', 'alive', 'orders', 'revenue', 'clv', 'last_order'];

const storageKey = 'clientele.customers.columns';

/** Columns as they stand in an address or a saved view; undefined when none of them is known. */
export function readColumns(names: readonly string[]): ColumnName[] | undefined {
  const known = names.flatMap((name) => columnNames.filter((column) => column === name));
  return known.length === 0 ? undefined : [...new Set(known)];
}

/** What was chosen last on this device. */
export function keptColumns(): readonly ColumnName[] {
  return readColumns((globalThis.localStorage.getItem(storageKey) ?? '').split(',')) ?? usualColumns;
}

export function keepColumns(columns: readonly ColumnName[]): void {
  globalThis.localStorage.setItem(storageKey, columns.join(','));
}

/** The list with one of its columns a place further to the front or the end. */
export function moved(columns: readonly ColumnName[], column: ColumnName, by: -1 | 1): ColumnName[] {
  const from = columns.indexOf(column);
  const to = from + by;
  if (from < 0 || to < 0 || to >= columns.length) return [...columns];
  const rest = columns.filter((name) => name !== column);
  return [...rest.slice(0, to), column, ...rest.slice(to)];
}
