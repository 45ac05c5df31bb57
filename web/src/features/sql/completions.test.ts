import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import type { QueryGuide } from '../../api/types';
import { names } from './completions';
import { offsetOf } from './mistake-mark';

const column = (name: string) => ({ name, kind: 'Int64', is_nullable: false, meaning: '' });
const guide: QueryGuide = {
  tables: [
    { name: 'orders', meaning: '', columns: [column('day'), column('lines')] },
    { name: 'product', meaning: '', columns: [column('category')] },
  ],
  functions: [{ name: 'month_of', call: 'month_of(day)', meaning: '' }],
  bytes_max: 1, rows_usual: 1, rows_max: 1, seconds_usual: 1, seconds_max: 1,
};

function proposed(text: string, explicit = false): string[] {
  const state = EditorState.create({ doc: text });
  const at = text.includes('|') ? text.indexOf('|') : text.length;
  const found = names(new CompletionContext(EditorState.create({ doc: text.replace('|', '') }), Math.min(at, state.doc.length), explicit), guide);
  return found === null ? [] : found.options.map(({ label }) => label);
}

it('columns of the tables that are named come, else all', () => {
  expect(proposed('select d| from orders')).toEqual(['day', 'lines', 'month_of', '$as_of', '$from']);
  expect(proposed('select c')).toEqual(['day', 'lines', 'category', 'month_of', '$as_of', '$from']);
});

it('nothing comes unasked where no word begins, nor after a dot', () => {
  expect(proposed('select ')).toEqual([]);
  expect(proposed('select ', true)).not.toEqual([]);
  expect(proposed('select o.d')).toEqual([]);
});

it('a place is found in the text, and one beyond it is its end', () => {
  const state = EditorState.create({ doc: 'select day,\n  dya\nfrom orders' });
  expect(state.sliceDoc(offsetOf(state, { line: 2, column: 3 }), offsetOf(state, { line: 2, column: 6 }))).toBe('dya');
  expect(offsetOf(state, { line: 9, column: 1 })).toBe(state.doc.length);
  expect(offsetOf(state, { line: 1, column: 99 })).toBe(11);
});
