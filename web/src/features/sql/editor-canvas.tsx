import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { language } from './completions';
import type { EditorProps } from './editor';
import { mistakeMark, offsetOf, showMistake } from './mistake-mark';

type EditorCanvasProps = EditorProps & { label: string; hint: string };

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--sql-keyword)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--sql-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--sql-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--mantine-color-dimmed)' },
  { tag: [tags.typeName, tags.special(tags.name)], color: 'var(--sql-name)' },
]);

function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Holds the editor's instance. Escape and then Tab leaves it. */
export function EditorCanvas({ ref, text, guide, mistake, label, hint, onChange, onRun }: EditorCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const spoken = useRef(new Compartment());
  const handlers = useRef({ onChange, onRun });
  useEffect(() => {
    handlers.current = { onChange, onRun };
  });
  const first = useRef(text);
  useImperativeHandle(ref, () => ({
    insert: (added) => {
      view.current?.dispatch(view.current.state.replaceSelection(added), { scrollIntoView: true });
      view.current?.focus();
    },
  }));

  useEffect(() => {
    const parent = box.current;
    if (parent === null) return undefined;
    const run = Prec.highest(
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            handlers.current.onRun();
            return true;
          },
        },
      ]),
    );
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          run,
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          spoken.current.of([]),
          mistakeMark,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const attributes = EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': hint, spellcheck: 'false', autocapitalize: 'off' });
    view.current?.dispatch({ effects: spoken.current.reconfigure([attributes, language(guide)]) });
  }, [label, hint, guide]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const at = mistake === undefined ? undefined : offsetOf(editor.state, mistake);
    editor.dispatch({ effects: showMistake.of(at), ...(at === undefined ? {} : { selection: { anchor: at }, scrollIntoView: true }) });
  }, [mistake]);

  return <div ref={box} />;
}
