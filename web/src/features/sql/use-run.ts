import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from './answer';

export type Run =
  | { state: 'idle' }
  | { state: 'running'; since: number }
  | { state: 'cancelled' }
  | { state: 'failed'; error: unknown; sql: string }
  | { state: 'done'; answer: Answer; sql: string; milliseconds: number };

type Ask = (signal: AbortSignal) => Promise<Answer>;

/** One question at a time: a new one, a cancel and leaving the page end the one that runs. */
export function useRun(onEnd: (sql: string, run: Run) => void) {
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const running = useRef<AbortController>(undefined);

  const start = useCallback(
    async (sql: string, ask: Ask) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const since = Date.now();
      setRun({ state: 'running', since });
      const ended: Run = await ask(controller.signal).then(
        (answer) => ({ state: 'done', answer, sql, milliseconds: Date.now() - since }) as const,
        (error: unknown) => ({ state: 'failed', error, sql }) as const,
      );
      if (controller.signal.aborted) return;
      setRun(ended);
      onEnd(sql, ended);
    },
    [onEnd],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setRun((now) => (now.state === 'running' ? { state: 'cancelled' } : now));
  }, []);
  const forget = useCallback(() => {
    running.current?.abort();
    setRun({ state: 'idle' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  return { run, start, cancel, forget };
}
