import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, expect, login, noSidewaysScroll, password, settled, shot, signIn, unique } from './harness.mjs';
import { send } from './sql.mjs';

/** What is around every page: the search, a session that ended, a server that is away, files that are gone. */
export async function shellJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  await settled(page);

  await check('the search opens with Ctrl-K, finds a page and goes there, by keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search' });
    await field.waitFor();
    await page.keyboard.type('eq');
    await page.getByRole('option', { name: /Value and equity/ }).waitFor();
    await axe(page);
    await shot(page, 'finder-en', false);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/value$/);
    await settled(page);
  });

  await check('the search finds products, and reports of one’s own', async () => {
    const name = `Weekly look ${unique()}`;
    const kept = await send(page, 'POST', '/api/v1/saved-queries', { name, sql: 'select count(*) as orders from orders' });
    // The page has asked for the names before.
    await page.reload();
    await settled(page);
    for (const [typed, option, place] of [['regency cakestand', /REGENCY CAKESTAND/, /\/products\?.*product=.*22423/], [name, name, `**/sql?q=${kept.id}`]]) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill(typed);
      await page.getByRole('option', { name: option }).first().waitFor();
      await axe(page);
      await shot(page, `finder-${typed.split(' ')[0]}`, false);
      await page.getByRole('option', { name: option }).first().click();
      await page.waitForURL(place);
      await settled(page);
    }
    await send(page, 'DELETE', `/api/v1/saved-queries/${kept.id}`);
  });

  await check('the search moves with the arrows, says when nothing is found, and closes with Escape', async () => {
    await page.getByRole('button', { name: 'Search' }).click();
    const field = page.getByRole('combobox', { name: 'Search' });
    await field.waitFor();
    await page.keyboard.press('ArrowUp');
    const last = page.locator('dialog').getByRole('option').last();
    expect((await last.getAttribute('aria-selected')) === 'true', 'the last is chosen');
    await field.fill('xyzzy');
    await page.getByText('Nothing found for “xyzzy”').waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent?.startsWith('Search') === true), 'the focus is back');
  });

  await check('a group of the navigation folds and stays so', async () => {
    const group = page.locator('details', { has: page.locator('summary', { hasText: 'Data' }) });
    await group.locator('summary').click();
    await page.reload();
    await settled(page);
    expect(!(await group.evaluate((element) => element.open)), 'it is folded');
    await group.locator('summary').click();
  });

  await check('after the session has ended, what was typed stays and the page goes on', async () => {
    await page.goto(`${address}/sources`);
    await settled(page);
    await page.getByRole('textbox', { name: 'Name' }).first().fill('Typed before');
    await page.context().clearCookies();
    page.expectsFailure = true;
    await page.getByRole('button', { name: 'Make the source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    await dialog.getByText('Your session has ended').waitFor();
    await axe(page);
    await shot(page, 'session-ended', false);
    await dialog.locator('input[name=password]').fill(`${password}-wrong`);
    await dialog.locator('button[type=submit]').click();
    await dialog.getByText('The login or the password is not right').waitFor();
    expect((await dialog.locator('input[name=login]').inputValue()) === login, 'the login is there');
    await dialog.locator('input[name=password]').fill(password);
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    page.expectsFailure = false;
    expect((await page.getByRole('textbox', { name: 'Name' }).first().inputValue()) === 'Typed before', 'what was typed is there');
    expect(page.url() === `${address}/sources`, 'the address is the same');
  });

  await check('a server that is away is said quietly, and the page recovers by itself', async () => {
    await page.goto(address);
    await settled(page);
    page.expectsFailure = true;
    const gone = (route) => route.abort('failed');
    await page.route('**/api/v1/**', gone);
    await page.route('**/readyz', gone);
    await page.getByRole('link', { name: 'RFM map' }).first().click();
    await page.locator('[data-standing=unreachable]').waitFor();
    await axe(page);
    await shot(page, 'server-away', false);
    await page.unroute('**/api/v1/**', gone);
    await page.unroute('**/readyz', gone);
    await page.locator('[data-cell="55"]').waitFor();
    await page.locator('[data-standing=well]').waitFor({ state: 'attached' });
    page.expectsFailure = false;
  });

  await check('no error in the console', async () => expect(errors.length === 0, errors.join('\n')));

  await check('files that are gone after an update are no blank page', async () => {
    await page.goto(address);
    await settled(page);
    page.expectsFailure = true;
    const gone = (route) => route.fulfill({ status: 404, body: '' });
    await page.route('**/assets/cohorts-*.js', gone);
    await page.getByRole('link', { name: 'Cohorts' }).first().click();
    await page.locator('[data-standing=outdated]').waitFor();
    await page.getByText('There is a newer version of this page').waitFor();
    await axe(page);
    await shot(page, 'outdated', false);
    await page.unroute('**/assets/cohorts-*.js', gone);
    await page.locator('[data-standing=outdated]').getByRole('button', { name: 'Reload' }).click();
    await page.locator('tr[data-cohort]').first().waitFor();
    page.expectsFailure = false;
  });

  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await small.page.reload();
  await settled(small.page);
  await check('the search on a phone in Persian', async () => {
    await small.page.getByRole('button', { name: 'جست‌وجو' }).click();
    await small.page.getByRole('combobox').fill('ارزش');
    await small.page.getByRole('option', { name: /ارزش مشتریان/ }).waitFor();
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'finder-fa-phone', false);
    await small.page.getByRole('option', { name: /ارزش مشتریان/ }).click();
    await small.page.waitForURL(/\/value$/);
  });
  await check('the bar of a phone opens the pages of a group', async () => {
    await settled(small.page);
    await small.page.getByRole('button', { name: 'بینش‌ها' }).click();
    await small.page.getByRole('menuitem', { name: 'محاسبه‌گرها' }).waitFor();
    await axe(small.page);
    await small.page.getByRole('menuitem', { name: 'محاسبه‌گرها' }).click();
    await small.page.waitForURL(/\/calculators/);
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
