// Bringing the events to the server: in batches, again after a failure, at once when the page is left.
import { warn } from './given';
import { first, isEmpty, remove } from './queue';
import type { Settings } from './settings';

const batchEvents = 50;
/** What a browser lets a page send while it is being left. */
const leavingBytes = 60_000;
const soonMs = 300;
const retryMs = 1_000;
const retryMostMs = 60_000;

let settings: Settings | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let isSending = false;
let failures = 0;

export function startDelivery(chosen: Settings): void {
  settings = chosen;
  addEventListener('online', () => {
    failures = 0;
    schedule(0);
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void send();
  });
  addEventListener('pagehide', () => void send());
  schedule();
}

export function schedule(afterMs = soonMs): void {
  if (settings === undefined || isEmpty()) return;
  clearTimeout(timer);
  timer = setTimeout(() => void send(), afterMs);
}

async function send(): Promise<void> {
  if (settings === undefined || isSending || isEmpty()) return;
  isSending = true;
  const batch = first(batchEvents, leavingBytes);
  const wait = await post(settings, batch);
  isSending = false;
  if (wait === undefined) {
    remove(batch);
    failures = 0;
    schedule(0);
  } else {
    failures += 1;
    schedule(Math.max(wait, Math.min(retryMs * 2 ** (failures - 1), retryMostMs) * (0.5 + Math.random() / 2)));
  }
}

/** Nothing when the server has dealt with the batch, otherwise how long to wait at least. */
async function post({ host, writeKey }: Settings, batch: object[]): Promise<number | undefined> {
  try {
    const answer = await fetch(`${host}/v1/batch`, {
      method: 'POST',
      // Text needs no question before the request, and the key in the body no header.
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch }),
      credentials: 'omit',
      keepalive: true,
    });
    if (answer.status === 429 || answer.status >= 500) return Number(answer.headers.get('retry-after') ?? 0) * 1000;
    // What the server refuses it would refuse again; the source's page says why.
    if (!answer.ok) warn(`the server refused events with status ${answer.status}`);
    return undefined;
  } catch {
    return 0;
  }
}
