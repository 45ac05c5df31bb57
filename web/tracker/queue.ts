// Events on their way. With the visitor's consent they outlive the page: each under a key of its own, so that two tabs
// never write over each other. What both then send is one event at the server, by its id.
import { consent } from './consent';
import { type Fields, fields, text } from './given';
import { forget, keys, recall, remember } from './memory';

export interface Queued extends Fields {
  readonly messageId: string;
}

const prefix = 'clientele.event.';
/** More than this waits only when the server is away for long: the oldest then make room. */
const most = 500;

let waiting: Queued[] = [];
let lastKey = 0;

/** Brings back what an earlier page could not send. */
export function restore(): void {
  const known = new Set(waiting.map(({ messageId }) => messageId));
  const kept = keys(prefix)
    .map((key) => parse(key))
    .filter((event): event is Queued => event !== undefined && !known.has(event.messageId));
  waiting = [...kept, ...waiting].slice(-most);
}

export function put(event: Queued): void {
  waiting.push(event);
  if (waiting.length > most) remove(waiting.slice(0, waiting.length - most));
  keep(event);
}

/** The oldest that together are at most so many, and so many bytes. */
export function first(count: number, bytes: number): Queued[] {
  const taken: Queued[] = [];
  let size = 0;
  for (const event of waiting.slice(0, count)) {
    size += new Blob([JSON.stringify(event)]).size;
    if (taken.length > 0 && size > bytes) break;
    taken.push(event);
  }
  return taken;
}

export function remove(events: readonly Queued[]): void {
  const gone = new Set(events.map(({ messageId }) => messageId));
  waiting = waiting.filter(({ messageId }) => !gone.has(messageId));
  for (const key of keys(prefix)) if ([...gone].some((id) => key.endsWith(id))) forget(key);
}

export function isEmpty(): boolean {
  return waiting.length === 0;
}

/** Writes down what waits, once the visitor has agreed. */
export function keepAll(): void {
  waiting.forEach(keep);
}

/** Drops what waits, here and on the device, once the visitor has refused. */
export function dropAll(): void {
  waiting = [];
  keys(prefix).forEach(forget);
}

function keep(event: Queued): void {
  if (consent() !== 'granted') return;
  // Keys sort as the events came; a full storage only costs the chance to outlive the page.
  lastKey = Math.max(Date.now(), lastKey + 1);
  remember(`${prefix}${lastKey}.${event.messageId}`, JSON.stringify(event));
}

function parse(key: string): Queued | undefined {
  try {
    const event = fields(JSON.parse(recall(key) ?? ''));
    const messageId = text(event.messageId);
    if (messageId !== undefined) return { ...event, messageId };
  } catch {
    // Somebody else wrote it: away with it.
  }
  forget(key);
  return undefined;
}
