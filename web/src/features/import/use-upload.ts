import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StagedUpload } from '../../api/types';
import { dropFile, stageFile } from './queries';

export type Upload = {
  file: File | null;
  /** Bytes that are sent. */
  sent: number;
  staged: StagedUpload | undefined;
  sending: boolean;
  error: Error | null;
  send: (file: File) => void;
  /** Sends the chosen file once more. */
  again: () => void;
  /** Forgets the file; `imported` when the server has forgotten it already. */
  clear: (imported?: 'imported') => void;
};

/** The chosen file on its way to the server, where it waits for its import. */
export function useUpload(): Upload {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const { mutate, reset, data, isPending, error } = useMutation({
    mutationFn: (chosen: File) => {
      stop.current?.abort();
      const control = new AbortController();
      stop.current = control;
      setSent(0);
      return stageFile(chosen, setSent, control.signal);
    },
  });
  useEffect(() => () => stop.current?.abort(), []);

  const send = useCallback(
    (chosen: File) => {
      setFile(chosen);
      mutate(chosen);
    },
    [mutate],
  );
  return {
    file,
    sent,
    staged: data,
    sending: isPending,
    error,
    send,
    again: () => {
      if (file !== null) mutate(file);
    },
    clear: (imported) => {
      stop.current?.abort();
      // A file that is not given up here is given up by the server after a while.
      if (data !== undefined && imported === undefined) void dropFile(data.id).catch(() => undefined);
      reset();
      setFile(null);
    },
  };
}
