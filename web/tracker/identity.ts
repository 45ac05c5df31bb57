// Who this is: an id for the browser, and the customer's key once the page has said it.
import { consent } from './consent';
import { forget, recall, remember } from './memory';

const cookie = 'clientele_id';
const userKey = 'clientele.user';
const yearSeconds = 31_536_000;

/** Lives as long as the page; becomes the browser's when the visitor agrees. */
let anonymous = '';
let user: string | undefined;

export function anonymousId(): string {
  anonymous ||= (consent() === 'granted' && readCookie()) || uuid();
  return anonymous;
}

export function userId(): string | undefined {
  user ??= consent() === 'granted' ? recall(userKey) : undefined;
  return user;
}

export function setUserId(id: string): void {
  user = id;
  if (consent() === 'granted') remember(userKey, id);
}

/** Keeps on the device who this is, as the visitor has agreed. */
export function keepIdentity(): void {
  const kept = readCookie();
  if (kept !== undefined && anonymous === '') anonymous = kept;
  writeCookie(anonymousId(), yearSeconds);
  if (user !== undefined) remember(userKey, user);
}

/** Removes from the device who this was. */
export function forgetIdentity(): void {
  writeCookie('', -1);
  forget(userKey);
}

/** Somebody else sits here now: the next event is of a new browser. */
export function resetIdentity(): void {
  forgetIdentity();
  anonymous = '';
  user = undefined;
  if (consent() === 'granted') keepIdentity();
}

export function uuid(): string {
  // `randomUUID` is for pages over TLS alone.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function readCookie(): string | undefined {
  return new RegExp(`(?:^|; )${cookie}=([\\w-]{8,64})`).exec(document.cookie)?.[1];
}

function writeCookie(value: string, seconds: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${cookie}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`;
}
