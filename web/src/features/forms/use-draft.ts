import { useCallback, useMemo, useState } from 'react';
import { changed, type Definition, type Path, placeOf, withWords } from './tree';

type Steps = { past: Definition[]; now: Definition; last: string };

/** A draft that can be taken back step by step; what is typed into one field is one step. */
export function useDraft(saved: Definition) {
  const [steps, setSteps] = useState<Steps>({ past: [], now: saved, last: '' });
  const step = useCallback((place: string, change: (now: Definition) => Definition) => {
    setSteps(({ past, now, last }) => ({ past: place === last ? past : [...past, now], now: change(now), last: place }));
  }, []);
  return useMemo(
    () => ({
      draft: steps.now,
      canUndo: steps.past.length > 0,
      put: (path: Path, value: unknown) => step(placeOf(path), (now) => changed(now, path, value)),
      say: (path: Path, language: string, words: string) => step(`${placeOf(path)} ${language}`, (now) => withWords(now, path, language, words)),
      replace: (next: Definition) => step('all', () => next),
      undo: () => setSteps(({ past, now }) => ({ past: past.slice(0, -1), now: past.at(-1) ?? now, last: '' })),
    }),
    [steps, step],
  );
}

export type Draft = ReturnType<typeof useDraft>;
