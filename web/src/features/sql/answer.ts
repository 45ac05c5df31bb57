import type { QueryColumn } from '../../api/types';

/** A value of an answer. A whole number beyond what a page computes exactly, an id above all, stays text. */
export type Cell = string | number | boolean | null;

export type Answer = {
  columns: readonly QueryColumn[];
  rows: readonly (readonly Cell[])[];
  /** There were more rows than the limit. */
  truncated: boolean;
};

export type ColumnClass = 'number' | 'date' | 'instant' | 'boolean' | 'text';

/** What the engine's type is to a reader. */
export function classOf(kind: string): ColumnClass {
  if (/^(U?Int\d|Float|Decimal)/.test(kind)) return 'number';
  if (kind.startsWith('Date')) return 'date';
  if (kind.startsWith('Timestamp')) return 'instant';
  return kind === 'Boolean' ? 'boolean' : 'text';
}

/** A number that names something: neither grouped nor drawn. */
export function isName({ name }: QueryColumn): boolean {
  return /(^|_)(id|key|position)$/i.test(name);
}

/** Strings, and numbers: a long whole one becomes text before it is read. */
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const long = /^-?\d{16,}$/;

/** Reads an answer without rounding its ids. */
export function readAnswer(text: string): Answer {
  const exact = text.replaceAll(token, (found) => (long.test(found) ? `"${found}"` : found));
  const value: unknown = JSON.parse(exact);
  if (!isRecord(value) || !Array.isArray(value['columns']) || !Array.isArray(value['rows'])) return { columns: [], rows: [], truncated: false };
  const columns = value['columns'].filter(isColumn);
  const rows = value['rows'].filter(isRecord).map((row) => columns.map(({ name }) => cell(row[name])));
  return { columns, rows, truncated: value['truncated'] === true };
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isColumn(value: unknown): value is QueryColumn {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['kind'] === 'string';
}

/** Two values of a column in order; what is missing comes last, whichever way is sorted. */
export function compareCells(one: Cell, other: Cell, descending: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const order = typeof one === 'number' && typeof other === 'number' ? one - other : compareTexts(String(one), String(other));
  return descending ? -order : order;
}

function compareTexts(one: string, other: string): number {
  const whole = /^-?\d+$/;
  if (whole.test(one) && whole.test(other)) {
    const difference = BigInt(one) - BigInt(other);
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  }
  return one.localeCompare(other);
}

/** A value to draw; null when it is none. */
export function asNumber(value: Cell | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
