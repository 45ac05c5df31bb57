import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { MappingChanges } from '../../api/types';

export type Reading = {
  /** The saved mapping that is used. */
  saved: string | undefined;
  /** What the reader has said by hand. */
  changes: MappingChanges;
  /** The same, a moment later: what the server is asked with. */
  asked: { saved: string | undefined; changes: MappingChanges };
  isChanged: boolean;
  change: (changes: MappingChanges) => void;
  choose: (saved: string | undefined) => void;
  /** Takes the last change back. */
  back: () => void;
  reset: () => void;
};

type Said = { saved: string | undefined; changes: MappingChanges };

const unchanged: MappingChanges = {
  file: { date_format: null, decimal: null, delimiter: null, encoding: null, header: null, sheet: null, time_zone: null },
  columns: {},
  rules: { cancellation_prefix: null },
};
const nothing: Said = { saved: undefined, changes: unchanged };
const debounceMs = 300;

/** What the reader says about the file, beyond what was found by looking. */
export function useReading(): Reading {
  const [said, setSaid] = useState(nothing);
  const [before, setBefore] = useState(nothing);
  const [asked] = useDebouncedValue(said, debounceMs);
  const say = (next: Said) => {
    setBefore(said);
    setSaid(next);
  };
  const reset = useCallback(() => {
    setSaid(nothing);
    setBefore(nothing);
  }, []);
  return {
    saved: said.saved,
    changes: said.changes,
    asked,
    isChanged: said.saved !== undefined || said.changes !== unchanged,
    change: (changes) => say({ ...said, changes }),
    // A saved mapping stands for itself: what was said before it would change it unseen.
    choose: (saved) => say({ saved, changes: unchanged }),
    back: () => setSaid(before),
    reset,
  };
}
