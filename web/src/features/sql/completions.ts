import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { sql, SQLDialect, type SQLNamespace } from '@codemirror/lang-sql';
import type { Extension } from '@codemirror/state';
import type { QueryGuide, QueryTable } from '../../api/types';

/** The engine's SQL: `$as_of` is a value that the reader chooses. */
const dialect = SQLDialect.define({ specialVar: '$', operatorChars: '*+-%<>!=&|^/~' });

/** Colours and completion: keywords, tables, columns of the tables that are named, functions. */
export function language(guide: QueryGuide | undefined): Extension {
  const tables = guide?.tables ?? [];
  const schema: Record<string, SQLNamespace> = Object.fromEntries(tables.map((table) => [table.name, { self: { label: table.name, type: 'class', detail: table.meaning }, children: columnsOf(table) }]));
  const support = sql({ dialect, schema, upperCaseKeywords: false });
  if (guide === undefined) return support;
  return [support, support.language.data.of({ autocomplete: (context: CompletionContext) => names(context, guide) })];
}

/** Columns and functions where a word begins that follows no table's name and dot. */
export function names(context: CompletionContext, guide: QueryGuide): CompletionResult | null {
  const word = context.matchBefore(/\$?\w*/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  if (context.state.sliceDoc(word.from - 1, word.from) === '.') return null;
  const text = context.state.doc.toString();
  const named = guide.tables.filter(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(text));
  const columns = new Map((named.length > 0 ? named : guide.tables).flatMap((table) => columnsOf(table).map((column) => [column.label, column])));
  return { from: word.from, options: [...columns.values(), ...functionsOf(guide), ...days], validFor: /^\$?\w*$/ };
}

function columnsOf({ columns }: QueryTable): Completion[] {
  return columns.map(({ name, kind, meaning }) => ({ label: name, type: 'property', detail: kind, info: meaning, boost: 2 }));
}

function functionsOf({ functions }: QueryGuide): Completion[] {
  return functions.map(({ name, call, meaning }) => ({ label: name, apply: `${name}(`, type: 'function', detail: call.slice(name.length), info: meaning, boost: 1 }));
}

const days: Completion[] = [
  { label: '$as_of', type: 'variable', detail: 'Date32' },
  { label: '$from', type: 'variable', detail: 'Date32' },
];
