import { afterEach, beforeEach, expect, it, vi } from 'vitest';

type Sent = { writeKey: string; sentAt: string; batch: Record<string, unknown>[] };

const sent: Sent[] = [];
let answer: () => Response;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  localStorage.clear();
  document.cookie = 'clientele_id=; Max-Age=-1; Path=/';
  document.body.innerHTML = '';
  sent.length = 0;
  answer = () => new Response('{}');
  vi.stubGlobal('fetch', async (_url: string, init: { body: string }) => {
    const reply = answer();
    if (reply.ok) sent.push(JSON.parse(init.body));
    return reply;
  });
});

afterEach(() => vi.useRealTimers());

async function load() {
  const { run } = await import('./client');
  const { startDelivery } = await import('./delivery');
  startDelivery({ host: 'https://crm.example', writeKey: 'wk_1', pages: false, forms: false });
  return run;
}

const said = () => sent.flatMap(({ batch }) => batch);

it('keeps nothing on the device before the visitor has agreed', async () => {
  const run = await load();
  run('track', 'Product Viewed', { product_id: 'P-1' });
  await vi.runAllTimersAsync();
  expect(said()).toMatchObject([
    { type: 'track', event: 'Product Viewed', properties: { product_id: 'P-1' }, context: { consent: { analytics: 'unknown' } } },
  ]);
  expect(sent[0]?.writeKey).toBe('wk_1');
  expect(document.cookie).not.toContain('clientele');
  expect(localStorage).toHaveLength(0);
});

it('keeps the same id from before to after the consent, and gives it up with it', async () => {
  const run = await load();
  run('track', 'One');
  run('consent', 'granted');
  run('identify', 'cus-1', { plan: 'gold' });
  await vi.runAllTimersAsync();
  const ids = new Set(said().map(({ anonymousId }) => anonymousId));
  expect(ids.size).toBe(1);
  expect(document.cookie).toContain(`clientele_id=${[...ids].join('')}`);
  expect(said().at(-1)).toMatchObject({ type: 'identify', userId: 'cus-1', traits: { plan: 'gold' } });

  run('consent', 'denied');
  run('track', 'Two');
  await vi.runAllTimersAsync();
  expect(said().some(({ event }) => event === 'Two')).toBe(false);
  expect(document.cookie).not.toContain('clientele_id=');
  expect(localStorage).toHaveLength(0);
});

it('sends again what a server that was away has missed, with the same ids', async () => {
  const run = await load();
  answer = () => new Response('', { status: 503, headers: { 'retry-after': '7' } });
  run('track', 'One');
  run('track', 'Two');
  await vi.advanceTimersByTimeAsync(6_000);
  expect(sent).toHaveLength(0);
  answer = () => new Response('{}');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(said().map(({ event }) => event)).toEqual(['One', 'Two']);
  await vi.runAllTimersAsync();
  expect(said()).toHaveLength(2);
});

it('does not ask again for what the server refuses', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const run = await load();
  let asked = 0;
  answer = () => {
    asked += 1;
    return new Response('{}', { status: 400 });
  };
  run('track', 'One');
  await vi.runAllTimersAsync();
  expect(asked).toBe(1);
  expect(warn).toHaveBeenCalledWith('clientele: the server refused events with status 400');
});

it('brings over to the next page what could not be sent, once the visitor has agreed', async () => {
  const offline = () => {
    throw new TypeError('offline');
  };
  let run = await load();
  answer = offline;
  run('consent', 'granted');
  run('track', 'Kept');
  await vi.advanceTimersByTimeAsync(400);

  vi.resetModules();
  const { restore } = await import('./queue');
  restore();
  answer = () => new Response('{}');
  run = await load();
  await vi.runAllTimersAsync();
  expect(said().map(({ event }) => event)).toContain('Kept');
  expect(Object.keys(localStorage).some((key) => key.startsWith('clientele.event.'))).toBe(false);
});

it('cuts what waits into batches that a browser lets a page send while it is left', async () => {
  const { first, put } = await import('./queue');
  const text = 'x'.repeat(20_000);
  for (const messageId of ['a', 'b', 'c', 'd']) put({ messageId, text });
  expect(first(50, 60_000).map(({ messageId }) => messageId)).toEqual(['a', 'b']);
  expect(first(1, 60_000)).toHaveLength(1);
  expect(first(50, 10)).toHaveLength(1);
});

it('drops the oldest when the server is away for too long', async () => {
  const { first, put } = await import('./queue');
  for (let event = 0; event < 510; event += 1) put({ messageId: `m${event}` });
  const waiting = first(1000, 1_000_000);
  expect(waiting).toHaveLength(500);
  expect(waiting[0]?.messageId).toBe('m10');
});

it('says what is wrong with a command', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const run = await load();
  run('trck', 'One');
  run('track');
  run('consent', 'yes');
  await vi.runAllTimersAsync();
  expect(warn.mock.calls.flat()).toEqual([
    'clientele: there is no command "trck"',
    'clientele: track needs the name of an event',
    'clientele: no consent is called yes',
  ]);
  expect(sent).toHaveLength(0);
});

it('takes of a form only the fields that the page has marked, and never a password', async () => {
  document.body.innerHTML = `<form><input name="a" data-clientele="email" value="ada@example.com"><input name="b" value="secret">
    <input type="password" data-clientele="password" value="hidden"></form>`;
  const { traitsOf } = await import('./forms');
  const form = document.querySelector('form');
  expect(form && traitsOf(form)).toEqual({ email: 'ada@example.com' });
});

it('reads the campaign of an address', async () => {
  const { campaignOf } = await import('./context');
  expect(campaignOf('?utm_campaign=spring&utm_source=mail&x=1')).toEqual({ name: 'spring', source: 'mail' });
  expect(campaignOf('?x=1')).toBeUndefined();
});
