import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { TextPlace } from '../../api/problem';

/** Marks the word at an offset as wrong; nothing takes the mark away. */
export const showMistake = StateEffect.define<number | undefined>();

const mark = Decoration.mark({ class: 'cm-mistake' });

/** The mark goes with the first change of the text. */
export const mistakeMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, change) {
    for (const effect of change.effects) {
      if (effect.is(showMistake)) return effect.value === undefined ? Decoration.none : marked(change.state, effect.value);
    }
    return change.docChanged ? Decoration.none : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marked(state: EditorState, at: number): DecorationSet {
  const word = state.wordAt(at);
  const from = word?.from ?? Math.max(0, Math.min(at, state.doc.length - 1));
  const to = word?.to ?? Math.min(from + 1, state.doc.length);
  return from < to ? Decoration.set([mark.range(from, to)]) : Decoration.none;
}

/** The offset of a place; one beyond the text is its end. */
export function offsetOf({ doc }: EditorState, { line, column }: TextPlace): number {
  if (line > doc.lines) return doc.length;
  const found = doc.line(Math.max(1, line));
  return Math.min(found.from + Math.max(0, column - 1), found.to);
}
