// The pages Attributes and events, and Quality: from what a source sends to what is decided about it.
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const bought = `Thing Bought ${mark}`;
const ping = `Debug Ping ${mark}`;

/** Asks the server as the page's own reader would. */
async function ask(page, path, body) {
  return page.evaluate(
    async ([to, sent]) => {
      const { csrf_token: token } = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
      const answer = await fetch(to, sent === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(sent) });
      return answer.json();
    },
    [path, body],
  );
}

/** Looks until something is so. */
async function until(page, what, isSo) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isSo()) return;
    await page.waitForTimeout(200);
  }
  expect(false, `${what} did not come`);
}

export async function qualityJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/sources');
  const source = await ask(page, '/api/v1/sources', { kind: 'server', name: `Program ${mark}` });
  const headers = { authorization: `Basic ${btoa(`${source.write_key}:`)}` };
  const send = async (call, data) => page.request.post(`${address}/v1/${call}`, { headers, data });
  const track = (event, properties, more = {}) => ({ type: 'track', event, userId: `u-${mark}`, properties, ...more });

  const hourAgo = new Date(Date.now() - 3 * 3_600_000).toISOString();
  await send('batch', {
    batch: [
      ...[1, 2, 3].map((n) => track(bought, { price: n, locker: `P-${n}`, colour: 'red' }, { messageId: `${mark}-${n}` })),
      track(bought, { price: '4,50' }, { messageId: `${mark}-4`, timestamp: hourAgo, originalTimestamp: hourAgo }),
      track(ping, {}, { messageId: `${mark}-5` }),
      { type: 'identify', userId: `u-${mark}`, traits: { email: 'ada-at-example', phone: '12' }, messageId: `${mark}-6` },
      { type: 'track', userId: `u-${mark}`, messageId: `${mark}-7` },
    ],
  });
  const listed = (name) => ask(page, `/api/v1/catalogue/events?search=${encodeURIComponent(name)}`);

  await check('catalogue: what arrives is listed, searched and opened', async () => {
    await until(page, 'the event in the catalogue', async () => (await listed(bought)).items[0]?.count === 4);
    await page.goto(`${address}/catalogue`);
    await page.getByRole('textbox', { name: 'Part of the name' }).fill(mark);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`search=${mark}`));
    await page.getByRole('button', { name: bought }).click();
    const price = page.getByRole('row', { name: /^price/ });
    await price.getByText('number').waitFor();
    await price.getByText('text').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'catalogue-open');
  });

  await check('catalogue: a property is marked as personal after a question, and its examples are gone', async () => {
    const row = page.getByRole('row', { name: /^locker/ });
    await row.getByText('P-1').waitFor();
    await row.getByRole('button', { name: 'Mark as personal' }).click();
    await row.getByRole('button', { name: 'Its examples are erased. Mark?' }).click();
    await row.getByText('Personal: no examples are kept').waitFor();
    expect((await row.getByText('P-1').count()) === 0, 'an example is still there');
  });

  await check('catalogue: a property is renamed for what comes from now on', async () => {
    const row = page.getByRole('row', { name: /^colour/ });
    await row.getByRole('button', { name: 'Rename' }).click();
    await row.getByRole('textbox', { name: 'Called from now on' }).fill('color');
    await row.getByRole('button', { name: 'Rename' }).last().click();
    await row.getByText('Renamed to').waitFor();
    await until(page, 'the property under its new name', async () => {
      await send('track', track(bought, { colour: 'blue' }));
      const { properties } = await ask(page, `/api/v1/catalogue/event?kind=track&name=${encodeURIComponent(bought)}`);
      return properties.some(({ name }) => name === 'color');
    });
    await settled(page);
    await axe(page);
    await shot(page, 'catalogue-decided');
    await row.getByRole('button', { name: 'Undo' }).click();
    await row.getByRole('button', { name: 'Rename' }).waitFor();
  });

  await check('catalogue: an event is forbidden, refused, and allowed again', async () => {
    await page.goto(`${address}/catalogue?open=track&name=${encodeURIComponent(ping)}`);
    const panel = page.getByRole('region', { name: ping });
    await panel.getByRole('button', { name: 'Forbid' }).first().click();
    await panel.getByRole('button', { name: 'What comes from now on is not kept. Forbid?' }).click();
    await panel.getByText('Forbidden').waitFor();
    await until(page, 'the refusal', async () => (await (await send('track', track(ping, {}))).text()).includes('forbidden'));
    const decision = page.getByRole('region', { name: 'Decisions' }).last().getByRole('row', { name: ping });
    await decision.getByRole('button', { name: 'Undo' }).click();
    await decision.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Forbid' }).first().waitFor();
  });

  await check('quality: late events, invalid contacts and refusals are counted, with what to do', async () => {
    const ours = async () => (await ask(page, '/api/v1/quality')).sources.find(({ source: id }) => id === source.id);
    await until(page, 'the source in the figures', async () => {
      const found = await ours();
      return found !== undefined && found.contacts.emails_invalid === 1 && found.late.day === 1 && found.refused > 0;
    });
    await page.goto(`${address}/quality?source=${source.id}`);
    await page.locator('[data-quality=contacts]').waitFor();
    await page.getByRole('row', { name: `Program ${mark}` }).first().waitFor();
    await page.locator('[data-quality=refused]').getByRole('link').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'quality-open');
  });
  await check('quality: no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('catalogue: an opened event on a phone, in Persian and dark', async () => {
    await small.page.goto(`${address}/catalogue?search=${mark}&open=track&name=${encodeURIComponent(bought)}`);
    await small.page.waitForSelector('[data-row=locker]');
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'catalogue-open-fa-phone');
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
