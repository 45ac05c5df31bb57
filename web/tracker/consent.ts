// What the visitor has agreed to. Nothing is kept on the device before `granted`, and nothing is sent after `denied`.
import { forget, recall, remember } from './memory';

export type Consent = 'unknown' | 'granted' | 'denied';

const key = 'clientele.consent';

let state: Consent = recall(key) === 'granted' ? 'granted' : 'unknown';

export function consent(): Consent {
  return state;
}

export function setConsent(next: Consent): void {
  state = next;
  // A refusal is not written down: that too would be a trace on the device.
  if (next === 'granted') remember(key, next);
  else forget(key);
}
