import type { Notification } from '../../api/types';

const address = '/api/v1/notifications/stream';
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

type Listening = { onLive: (live: boolean) => void; onNotice: (text: string) => void };

/**
 * Listens to the server until told to stop. The browser connects again by itself when a connection breaks; where the server
 * refuses (no session, too many pages), it is asked again less and less often.
 */
export function listen({ onLive, onNotice }: Listening): () => void {
  if (typeof EventSource === 'undefined') return () => undefined;
  let source: EventSource;
  let pause = firstPauseMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    source = new EventSource(address);
    source.addEventListener('open', () => {
      pause = firstPauseMs;
      onLive(true);
    });
    source.addEventListener('notice', ({ data }) => onNotice(String(data)));
    source.addEventListener('error', () => {
      onLive(false);
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, longestPauseMs);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

const kinds = new Set(['import', 'exchange', 'model', 'refit', 'alarm', 'edition']);

/** A notice of a kind that this console knows: a newer server may tell of more. */
export function isNotification(value: unknown): value is Notification {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value && kinds.has(String(value.kind));
}
