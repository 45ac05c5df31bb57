// What a page can say: clientele('track', 'Product Viewed', { product_id: 'P-1' }).
import { consent, setConsent } from './consent';
import { contextOf, pageOf } from './context';
import { schedule } from './delivery';
import { type Fields, fields, text, warn } from './given';
import { anonymousId, forgetIdentity, keepIdentity, resetIdentity, setUserId, userId, uuid } from './identity';
import { dropAll, keepAll, put } from './queue';

type Run = (first?: unknown, second?: unknown) => void;

export const commands = {
  track: (event, properties) => {
    const name = text(event);
    if (name === undefined) warn('track needs the name of an event');
    else say('track', { event: name, properties: fields(properties) });
  },
  page: (name, properties) => {
    say('page', { name: text(name), properties: { ...pageOf(), ...fields(properties) } });
  },
  identify: (id, traits) => {
    const key = text(id);
    if (key !== undefined) setUserId(key);
    say('identify', { traits: fields(traits) });
  },
  group: (groupId, traits) => {
    say('group', { groupId: text(groupId), traits: fields(traits) });
  },
  alias: (id) => {
    const previousId = userId() ?? anonymousId();
    const key = text(id);
    if (key === undefined) return warn('alias needs the new id');
    setUserId(key);
    say('alias', { previousId });
  },
  /** `granted`: who this is and what waits may stay on the device. `denied`: nothing stays and nothing is sent. */
  consent: (state) => {
    if (state !== 'granted' && state !== 'denied' && state !== 'unknown') return warn(`no consent is called ${String(state)}`);
    setConsent(state);
    if (state === 'granted') {
      keepIdentity();
      keepAll();
      say('identify', { traits: {} });
      return;
    }
    forgetIdentity();
    if (state === 'denied') dropAll();
  },
  reset: resetIdentity,
} satisfies Record<string, Run>;

/** A command by its name, as pages write it. */
export function run(command: unknown, first?: unknown, second?: unknown): void {
  const found = Object.entries<Run>(commands).find(([name]) => name === command);
  if (found === undefined) warn(`there is no command "${String(command)}"`);
  else found[1](first, second);
}

function say(type: string, said: Fields): void {
  if (consent() === 'denied') return;
  put({
    type,
    messageId: uuid(),
    timestamp: new Date().toISOString(),
    anonymousId: anonymousId(),
    userId: userId(),
    context: contextOf(),
    ...said,
  });
  schedule();
}
