import { createServer } from 'node:http';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, expect, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const shopName = `Shop site ${mark}`;
const [early, offline] = [`Said Before The Script ${mark}`, `Without A Network ${mark}`];

/** A shop's own site on another address, with the script of a source. */
async function site(writeKey) {
  const html = `<!doctype html><html lang="en"><head><title>Shop</title>
    <script>window.clientele = window.clientele || function () { (clientele.q = clientele.q || []).push(arguments); };
      clientele('track', '${early}');</script>
    <script async src="${address}/tracker.js" data-write-key="${writeKey}"></script></head>
    <body><h1>Shop</h1><form name="letter-${mark}" action="/thanks"><input type="email" data-clientele="email" aria-label="E-mail"><button>Send</button></form></body></html>`;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Asks until so many events of a name have arrived, and then that there are no more. */
async function arrived(page, name, count, wanted = () => true) {
  const ask = () =>
    page.evaluate(async (asked) => {
      const answer = await fetch(`/api/v1/events?name=${encodeURIComponent(asked)}`);
      return (await answer.json()).items;
    }, name);
  let events = [];
  for (let tries = 0; tries < 100 && events.length < count; tries += 1) {
    events = (await ask()).filter(wanted);
    if (events.length < count) await page.waitForTimeout(100);
  }
  expect(events.length === count, `${events.length} of ${count} events "${name}"`);
  return events;
}

/** A source from its making to the events of a browser, with and without a network. */
export async function sourceJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/sources');
  let key = '';

  await check('sources: a website is made, with its key and what to paste', async () => {
    await settled(page);
    await page.getByRole('textbox', { name: 'Name' }).first().fill(shopName);
    await page.getByRole('button', { name: 'Make the source' }).click();
    key = (await page.locator('code', { hasText: /^wk_/ }).first().textContent()) ?? '';
    expect(key.startsWith('wk_'), `the key is ${key}`);
    await page.getByText(`data-write-key="${key}"`).waitFor();
  });

  const shop = await site(key);
  const guest = await visitor();
  guest.page.expectsFailure = true;
  await check('browser script: page views and early calls arrive, and nothing is kept before the consent', async () => {
    await guest.page.goto(`${shop.url}?utm_source=letter&utm_campaign=spring`);
    await arrived(page, early, 1);
    const kept = await guest.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    expect(JSON.stringify(kept) === '["",0,0]', JSON.stringify(kept));
  });
  await check('browser script: what happens without a network arrives once, after the page was left', async () => {
    await guest.page.evaluate(() => globalThis.clientele('consent', 'granted'));
    await guest.page.context().setOffline(true);
    await guest.page.evaluate((name) => globalThis.clientele('track', name, { basket: 3 }), offline);
    await guest.page.waitForTimeout(500);
    await guest.page.goto('about:blank');
    await guest.page.context().setOffline(false);
    await guest.page.goto(shop.url);
    const [event] = await arrived(page, offline, 1);
    expect(event.properties.basket === 3, JSON.stringify(event));
    const cookie = await guest.page.evaluate(() => document.cookie);
    expect(cookie.includes(event.anonymous_id), `the cookie ${cookie} is not ${event.anonymous_id}`);
  });
  await check('browser script: a form gives only the field that the page has marked', async () => {
    await guest.page.locator('input').fill('ada@example.com');
    await guest.page.getByRole('button', { name: 'Send' }).click();
    const [form] = await arrived(page, 'Form Submitted', 1, ({ properties }) => properties.form_name === `letter-${mark}`);
    expect(!JSON.stringify(form.properties).includes('ada@'), JSON.stringify(form));
  });
  await guest.close();
  shop.close();

  await check('sources: the events are seen as they arrive, and filtered', async () => {
    await page.getByRole('row', { name: offline }).waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).last().selectOption('page');
    await page.waitForURL(/kind=page/);
    await page.getByRole('row', { name: offline }).waitFor({ state: 'detached' });
    await settled(page);
    await axe(page);
    await shot(page, 'sources-open');
    expect(errors.length === 0, errors.join('\n'));
  });
  await check('sources: an accounting system gets a login, and its files are listed', async () => {
    const panel = page.getByRole('region', { name: 'Exchange files' }).first();
    await panel.getByRole('button', { name: 'Show' }).click();
    await panel.getByRole('textbox', { name: 'Login' }).fill(`shop-${mark}`);
    await panel.getByRole('textbox', { name: 'Source' }).fill(`Ledger ${mark}`);
    await panel.getByRole('button', { name: 'Give it a login' }).click();
    await panel.locator('[data-once]').getByText(`The password of shop-${mark}`).waitFor();
    const password = (await panel.locator('[data-once] code').textContent()) ?? '';
    const answer = await page.request.get(`${address}/exchange/commerceml?type=catalog&mode=checkauth`, {
      headers: { authorization: `Basic ${btoa(`shop-${mark}:${password}`)}` },
    });
    expect((await answer.text()).startsWith('success'), `the login is answered ${answer.status()}`);
    await page.getByRole('row', { name: `Ledger ${mark}` }).waitFor();
    await axe(page);
    await shot(page, 'sources-exchange');
    await panel.getByRole('button', { name: 'I have kept it' }).click();
    await panel.locator('[data-once]').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Hide' }).click();
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await check('sources: an opened source on a phone, in Persian', async () => {
    await small.page.goto(`${address}/sources`);
    await small.page.getByRole('button', { name: shopName }).click();
    await settled(small.page);
    await axe(small.page);
    await shot(small.page, 'sources-open-fa-phone');
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
