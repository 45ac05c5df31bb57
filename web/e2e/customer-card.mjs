// A customer's card: value and reasons, orders with lines, what happened, notes; odd names and addresses; nobody.
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, noSidewaysScroll, settled, shot, signIn, steady, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const persian = 'مریم میرزاخانی';
const longEmail = `${'a'.repeat(62 - mark.length)}-${mark}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;

/** Asks the server as the page's own reader would. */
async function ask(page, path, body) {
  return page.evaluate(
    async ([to, sent]) => {
      const { csrf_token: token } = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token, 'idempotency-key': crypto.randomUUID() };
      const answer = await fetch(to, sent === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(sent) });
      return answer.json();
    },
    [path, body],
  );
}

async function until(page, what, isSo) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isSo()) return;
    await page.waitForTimeout(200);
  }
  expect(false, `${what} did not come`);
}

async function cardOf(page) {
  await check('a card has its value, reasons, orders with lines and what happened', async () => {
    await page.goto(`${address}/customers/12748`);
    await page.locator('[data-fact=value]').waitFor();
    await page.getByText(/Last order \d+ days? ago/).first().waitFor();
    await settled(page);
    await steady(page);
    await axe(page);
    await shot(page, 'customer-overview');
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.waitForURL(/tab=orders/);
    await page.locator('[data-order] button').first().click();
    await page.locator('[data-order] table td').first().waitFor();
    const before = await page.locator('[data-order]').count();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.waitForFunction((was) => document.querySelectorAll('[data-order]').length > was, before);
    await axe(page);
    await shot(page, 'customer-orders', false);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.locator('[data-kind=order]').first().waitFor();
    await axe(page);
    await shot(page, 'customer-timeline', false);
  });

  await check('a note is added, and its removal taken back', async () => {
    await page.getByRole('link', { name: 'Notes' }).click();
    await page.getByRole('textbox', { name: 'New note' }).fill(`Called back ${mark}\nدوباره زنگ بزنید`);
    await page.getByRole('button', { name: 'Add the note' }).click();
    const note = page.locator('[data-note]', { hasText: mark });
    await note.waitFor();
    await note.getByRole('button', { name: 'Remove' }).click();
    await note.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await note.waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'customer-notes');
    await note.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByRole('link', { name: 'Notes' }).click();
    await settled(page);
    expect((await page.locator('[data-note]', { hasText: mark }).count()) === 0, 'the note is still there');
  });

  await check('an unknown id says so and leads back to the list', async () => {
    page.expectsFailure = true;
    await page.goto(`${address}/customers/nobody-${mark}`);
    await page.getByText('There is no such customer').waitFor();
    await axe(page);
    await shot(page, 'customer-unknown');
    await page.getByRole('main').getByRole('link', { name: 'All customers' }).click();
    await page.locator('[data-row]').first().waitFor();
    page.expectsFailure = false;
  });
}

async function odd(page) {
  await check('a Persian name and an e-mail address of 254 characters stay in their places', async () => {
    const made = await ask(page, '/api/v1/customers', { user_id: `odd-${mark}`, name: persian, email: longEmail, phone: '+44 20 7946 0999' });
    expect(made !== null, 'the customer was not taken');
    await until(page, 'the customer in the list', async () => (await ask(page, `/api/v1/customers?search=odd-${mark}`)).total === 1);
    await page.goto(`${address}/customers?search=odd-${mark}`);
    await page.locator(`[data-row="odd-${mark}"]`).waitFor();
    await settled(page);
    await noSidewaysScroll(page);
    await shot(page, 'customers-odd', false);
    await page.locator(`[data-row="odd-${mark}"] a`).click();
    await page.getByRole('heading', { name: persian }).waitFor();
    await settled(page);
    await noSidewaysScroll(page);
    await axe(page);
    await shot(page, 'customer-odd');
  });
}

export async function cardJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/customers');
  await cardOf(page);
  await odd(page);
  await check('customer: no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  for (const [name, path] of [
    ['list', `/customers?search=odd-${mark}`],
    ['overview', `/customers/odd-${mark}`],
    ['orders', '/customers/12748?tab=orders'],
    ['timeline', '/customers/12748?tab=timeline'],
    ['details', `/customers/odd-${mark}?tab=details`],
  ]) {
    await check(`customers on a phone, in Persian and dark: ${name}`, async () => {
      await small.page.goto(address + path);
      await settled(small.page);
      await noSidewaysScroll(small.page);
      await axe(small.page);
      await shot(small.page, `customers-${name}-fa-phone`);
      expect(small.errors.length === 0, small.errors.join('\n'));
    });
  }
  await small.close();
}
