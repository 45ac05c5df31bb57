import { createContext, useContext } from 'react';
import type { Definition, Path } from './tree';

/** What every field of the editor needs: the draft, the language of its texts, what the server said is wrong, and a way to change it. */
export type Editing = {
  draft: Definition;
  language: string;
  wrong: ReadonlyMap<string, string>;
  /** Writes one place. */
  put: (path: Path, value: unknown) => void;
  /** Writes the text of a place in the language that is edited. */
  say: (path: Path, words: string) => void;
};

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error('there is no form to edit around this field');
  return editing;
}
