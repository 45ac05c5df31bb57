// All customers: found by keyboard, narrowed, sorted, paged, kept as a view, taken along as a file.
import { readFileSync } from 'node:fs';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, fileOf, login, noSidewaysScroll, password, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();

const total = (page) => page.locator('[data-total]').getAttribute('data-total').then(Number);
const focused = (page, attribute) => page.evaluate((name) => document.activeElement?.closest(`[${name}]`)?.getAttribute(name) ?? null, attribute);

async function keyboard(page) {
  await check('customers: a slash leads to the search, the arrows to a row, Enter to its card', async () => {
    await page.locator('#main h1').click();
    await page.keyboard.press('/');
    await page.keyboard.type('1274');
    await page.waitForURL(/search=/);
    await page.locator('[data-row="12748"]').waitFor();
    await settled(page);
    await page.keyboard.press('ArrowDown');
    const first = await focused(page, 'data-row');
    expect(first?.startsWith('1274'), `the arrow leads to ${first}`);
    await page.keyboard.press('ArrowDown');
    const second = await focused(page, 'data-row');
    expect(second !== first && second?.startsWith('1274'), `the next arrow leads to ${second}`);
    await page.keyboard.press('Home');
    expect((await focused(page, 'data-row')) === first, 'Home does not lead to the first row');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/customers\/(cus_|1274)/);
    await page.locator('[data-fact=value]').waitFor();
    await page.goBack();
    await page.locator('[data-row="12748"]').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.waitForURL(/\/customers$/);
  });

  await check('customers: Page Down turns the page, and stands at its first row', async () => {
    await settled(page);
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('ArrowDown');
    const first = await focused(page, 'data-row');
    await page.keyboard.press('PageDown');
    await page.waitForURL(/cursor=/);
    await page.waitForFunction((was) => ![null, undefined, was].includes(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')), first);
    expect((await page.getByText(/51 – 100/).count()) === 1, 'the second page is not named');
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.locator(`[data-row="${first}"]`).waitFor();
    await page.waitForURL(/\/customers$/);
  });
}

async function narrowed(page) {
  await check('customers: filters are chips and stand in the address', async () => {
    await settled(page);
    const all = await total(page);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Filters' });
    await panel.getByLabel('Champions').check();
    await page.waitForURL(/segment=champions/);
    await panel.getByLabel('Orders, at least').fill('5');
    await page.keyboard.press('Enter');
    await page.waitForURL(/orders_min=5/);
    await settled(page);
    await axe(page);
    await shot(page, 'customers-filters', false);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.waitForFunction((before) => Number(document.querySelector('[data-total]')?.getAttribute('data-total')) < before, all);
    await page.locator('[data-chip=orders]').getByText('Orders: at least 5').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'customers-filtered');
    await page.getByRole('button', { name: 'Remove the filter: Segment: Champions' }).click();
    await page.locator('[data-chip=segment]').waitFor({ state: 'detached' });
  });

  await check('customers: nobody matches, and it says what was asked', async () => {
    await page.goto(`${address}/customers?search=${mark}nobody&orders_min=5`);
    await page.getByText('Nobody matches').waitFor();
    await page.getByText('Orders: at least 5').last().waitFor();
    await axe(page);
    await shot(page, 'customers-nobody');
    await page.getByRole('button', { name: 'Clear all filters' }).last().click();
    await page.locator('[data-row]').first().waitFor();
  });

  await check('customers: a column head sorts, and again the other way', async () => {
    await page.getByRole('button', { name: 'Orders', exact: true }).click();
    await page.waitForURL(/sort=-orders/);
    await page.locator('th[aria-sort=descending]', { hasText: 'Orders' }).waitFor();
    await page.getByRole('button', { name: 'Orders', exact: true }).click();
    await page.waitForURL(/sort=orders/);
    await settled(page);
  });

  await check('customers: columns are chosen, moved and kept', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('group', { name: 'Shown' }).getByLabel('Country').check();
    await page.getByRole('group', { name: 'Shown' }).getByLabel('E-mail').uncheck();
    const up = page.getByRole('button', { name: 'Further to the front: Country' });
    for (let step = 0; step < 3; step += 1) await up.click();
    await axe(page);
    await shot(page, 'customers-columns', false);
    await page.keyboard.press('Escape');
    await page.goto(`${address}/customers`);
    await settled(page);
    const heads = await page.locator('#main thead th').allTextContents();
    expect(heads.includes('Country') && !heads.includes('E-mail'), heads.join(', '));
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('button', { name: 'The usual columns' }).click();
    await page.keyboard.press('Escape');
  });
}

async function kept(page) {
  await check('customers: a list is kept as a view, renamed, and its removal taken back', async () => {
    await page.goto(`${address}/customers?segment=at_risk&sort=-orders`);
    await settled(page);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save as a view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).first().fill(`At risk ${mark}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/view=/);
    await page.goto(`${address}/customers`);
    await settled(page);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: `At risk ${mark}` }).click();
    await page.waitForURL(/segment=at_risk/);
    await settled(page);
    await page.getByRole('button', { name: `At risk ${mark}` }).click();
    await page.getByRole('menuitem', { name: 'Saved views' }).click();
    const card = page.locator(`[data-view="At risk ${mark}"]`);
    await card.getByRole('textbox', { name: 'Name' }).fill(`Call ${mark}`);
    await page.keyboard.press('Enter');
    const renamed = page.locator(`[data-view="Call ${mark}"]`);
    await renamed.waitFor();
    await axe(page);
    await shot(page, 'customers-views', false);
    await renamed.getByRole('button', { name: 'Remove' }).click();
    await renamed.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await renamed.waitFor();
    await renamed.getByRole('button', { name: 'Remove' }).click();
    await renamed.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  await check('customers: the file has every row of the list', async () => {
    await page.goto(`${address}/customers?segment=champions`);
    await settled(page);
    const rows = await total(page);
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Export CSV' }).click());
    await page.locator('[data-export=done]').waitFor();
    const lines = readFileSync(file.path, 'utf8').trimEnd().split(/\r?\n/);
    expect(lines.length === rows + 1, `${lines.length} lines for ${rows} customers`);
    await shot(page, 'customers-export', false);
  });
}

async function failing(page) {
  await check('customers: a server that fails is named, and trying again works', async () => {
    page.expectsFailure = true;
    await page.route('**/api/v1/customers?*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"internal"}' }));
    await page.goto(`${address}/customers?sort=name`);
    await page.getByText('The server met an error').waitFor();
    await axe(page);
    await page.unroute('**/api/v1/customers?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-row]').first().waitFor();
    page.expectsFailure = false;
  });

  await check('customers: a session that ends while the list is open asks for the password, and the list goes on', async () => {
    await page.goto(`${address}/customers?segment=loyal&sort=name`);
    // The list is there, with a page after it, before the session ends.
    await page.locator('[data-row]').first().waitFor();
    await settled(page);
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Next' }).click();
    const again = page.getByRole('dialog');
    await again.getByText('Your session has ended').waitFor();
    await axe(page);
    await shot(page, 'customers-expired', false);
    await again.locator('input[name=login]').fill(login);
    await again.locator('input[name=password]').fill(password);
    await again.locator('button[type=submit]').click();
    await again.waitFor({ state: 'detached' });
    await page.waitForURL(/segment=loyal.*cursor=/);
    await page.locator('[data-row]').first().waitFor();
  });
}

export async function customerJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/customers');
  await settled(page);
  await keyboard(page);
  await narrowed(page);
  await kept(page);
  await failing(page);
  await check('customers: no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('customers: the filters on a phone, in Persian and dark', async () => {
    await small.page.goto(`${address}/customers?segment=champions`);
    await settled(small.page);
    await small.page.getByRole('button', { name: 'فیلترها', exact: true }).click();
    await small.page.getByRole('dialog').waitFor();
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'customers-filters-fa-phone', false);
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
