import { useEffect, useEffectEvent, useRef, useState } from 'react';

const undoMs = 8000;

/** Removing that can be taken back: it is sent after a while, or when the reader goes elsewhere. */
export function useRemoval<T>(remove: (item: T) => void) {
  const [waiting, setWaiting] = useState<T>();
  const pending = useRef<T>(undefined);
  const send = () => {
    if (pending.current === undefined) return;
    remove(pending.current);
    pending.current = undefined;
  };
  const sent = useEffectEvent(() => {
    send();
    setWaiting(undefined);
  });
  const left = useEffectEvent(send);
  useEffect(() => {
    if (waiting === undefined) return undefined;
    const timer = setTimeout(() => sent(), undoMs);
    return () => clearTimeout(timer);
  }, [waiting]);
  useEffect(() => {
    const leave = () => left();
    globalThis.addEventListener('pagehide', leave);
    return () => {
      globalThis.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  return {
    waiting,
    ask: (item: T) => {
      send();
      pending.current = item;
      setWaiting(item);
    },
    undo: () => {
      pending.current = undefined;
      setWaiting(undefined);
    },
  };
}
