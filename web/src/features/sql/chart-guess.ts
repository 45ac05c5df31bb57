import type { ChartKind, QueryChart } from '../../api/types';
import { type Answer, asNumber, classOf, isName } from './answer';

/** How an answer is drawn: a form, the column along the axis, the columns drawn over it. */
export type Chart = { kind: ChartKind; x: string | null; y: readonly string[] };

export const chartKinds = ['table', 'line', 'bar', 'number'] as const satisfies readonly ChartKind[];

/** The most columns that are drawn over one, and the most bars. */
export const seriesMost = 2;
export const barsMost = 60;

/** The columns whose values can be drawn. */
export function drawable({ columns }: Answer): string[] {
  return columns.filter((column) => classOf(column.kind) === 'number' && !isName(column)).map(({ name }) => name);
}

/** What shows an answer best, when nobody has said it. */
export function guessChart(answer: Answer): Chart {
  const table: Chart = { kind: 'table', x: null, y: [] };
  const { columns, rows } = answer;
  const numbers = drawable(answer);
  if (rows.length === 0 || numbers.length === 0) return table;
  if (rows.length === 1) return numbers.length === 1 && columns.length <= 2 ? { kind: 'number', x: null, y: numbers } : table;
  const time = columns.find(({ kind }) => classOf(kind) === 'date' || classOf(kind) === 'instant');
  const first = columns[0];
  if (time !== undefined && isApart(answer, time.name)) return { kind: 'line', x: time.name, y: numbers.slice(0, 1) };
  if (first === undefined || rows.length > barsMost || !isApart(answer, first.name)) return table;
  const rest = numbers.filter((name) => name !== first.name);
  if (rest.length === 0) return table;
  // Rows that belong to each other: a name and its figures, or a step of a scale and its figures.
  const isScale = classOf(first.kind) === 'number' && rows.every((row) => Number.isInteger(asNumber(row[0])));
  const isWord = ['text', 'boolean'].includes(classOf(first.kind)) || isName(first);
  return isScale || isWord ? { kind: 'bar', x: first.name, y: rest.slice(0, 1) } : table;
}

/** A column whose values are all different: a row each. */
function isApart({ columns, rows }: Answer, name: string): boolean {
  const at = columns.findIndex((column) => column.name === name);
  const values = rows.map((row) => row[at]);
  return new Set(values).size === values.length && !values.includes(null);
}

/** What was chosen, as far as this answer has the columns; the rest is guessed. */
export function resolveChart(chosen: QueryChart | Chart | undefined, answer: Answer): Chart {
  const guess = guessChart(answer);
  if (chosen === undefined) return guess;
  if (chosen.kind === 'table' || answer.rows.length === 0) return { kind: 'table', x: null, y: [] };
  const numbers = drawable(answer);
  const y = chosen.y.filter((name) => numbers.includes(name)).slice(0, seriesMost);
  const known = answer.columns.map(({ name }) => name);
  const x = chosen.x !== null && known.includes(chosen.x) ? chosen.x : (guess.x ?? known.find((name) => !y.includes(name)) ?? null);
  const drawn = y.length > 0 ? y : numbers.filter((name) => name !== x).slice(0, 1);
  if (drawn.length === 0) return { kind: 'table', x: null, y: [] };
  if (chosen.kind === 'number') return { kind: 'number', x: null, y: drawn.slice(0, 1) };
  return x === null ? { kind: 'table', x: null, y: [] } : { kind: chosen.kind, x, y: drawn };
}
