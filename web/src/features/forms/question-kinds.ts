import type { Definition } from './tree';

export const questionKinds = ['text', 'email', 'phone', 'number', 'one_of', 'many_of', 'date', 'yes_no', 'consent', 'hidden'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What only some kinds of questions have. */
const own: Record<string, readonly QuestionKind[]> = {
  length_max: ['text'],
  long: ['text'],
  min: ['number'],
  max: ['number'],
  decimals: ['number'],
  unit: ['number'],
  options: ['one_of', 'many_of'],
  wants: ['yes_no'],
  weight: ['number', 'yes_no'],
  must: ['number', 'yes_no'],
  purpose: ['consent'],
  channel: ['consent'],
  text_version: ['consent'],
  parameter: ['hidden'],
};

/** What a kind can not do without, until somebody says better. */
const first: Partial<Record<QuestionKind, Definition>> = {
  one_of: { options: [{ value: 'a' }, { value: 'b' }] },
  many_of: { options: [{ value: 'a' }, { value: 'b' }] },
  consent: { purpose: 'marketing', channel: 'email', text_version: '1' },
  hidden: { parameter: 'utm_source' },
};

export function kindNamed(name: unknown): QuestionKind {
  return questionKinds.find((kind) => kind === name) ?? 'text';
}

/** The same question as another kind: what the kind knows stays, what it does not know goes. */
export function asKind(question: Definition, kind: QuestionKind): Definition {
  const kept = Object.entries(question).filter(([key]) => {
    if (kind === 'hidden' && (key === 'required' || key === 'show_if')) return false;
    // A wish of a number has another shape than that of a yes.
    if (key === 'wants') return kind === question['type'];
    return own[key]?.includes(kind) ?? true;
  });
  return { ...first[kind], ...Object.fromEntries(kept), type: kind };
}

/** An id that no question has yet. */
export function freeId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`question_${number}`)) number += 1;
  return `question_${number}`;
}
