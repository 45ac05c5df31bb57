import { visitor } from './browser.mjs';
import { address, axe, check, expect, login, password, settled, shot, signIn } from './harness.mjs';

export async function signInJourney() {
  const { page, errors, close } = await visitor();

  await check('a visitor without a session is asked to sign in', async () => {
    await page.goto(`${address}/rfm?show=revenue`);
    await page.waitForURL(/\/sign-in\?next=/);
    await axe(page);
    await shot(page, 'sign-in');
  });

  await check('a wrong password is refused with a sentence', async () => {
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(`${password}-wrong`);
    await page.locator('button[type=submit]').click();
    await page.getByText('The login or the password is not right').waitFor();
    expect(page.url().includes('/sign-in'), 'still on the sign-in page');
    await axe(page);
    await shot(page, 'sign-in-wrong');
  });

  await check('the right password leads back to where the visitor wanted to go', async () => {
    await page.locator('input[name=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL(/\/rfm\?show=revenue$/);
    await settled(page);
  });

  await check('the keyboard reaches the content through the skip link', async () => {
    await page.goto(address);
    await settled(page);
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(focused === '#main', `the first stop is ${focused}`);
  });

  await check('an unknown address says so and leads home', async () => {
    await page.goto(`${address}/no/such/page`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await axe(page);
    await shot(page, 'not-found');
    await page.getByRole('link', { name: 'Go to Home' }).click();
    await settled(page);
  });

  await check('an ended session asks for the password over the page, and goes on', async () => {
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Cohorts' }).first().click();
    await page.getByText('Your session has ended').waitFor();
    await page.locator('input[name=password]').fill(password);
    await page.locator('dialog button[type=submit]').click();
    await page.waitForURL(/\/cohorts$/);
    await settled(page);
  });

  await check('sign-out ends the session', async () => {
    await page.getByRole('button', { name: /Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.goto(address);
    await page.waitForURL(/\/sign-in$/);
  });

  await check('a server that is gone is named, and trying again works', async () => {
    page.expectsFailure = true;
    await page.route('**/api/v1/**', (route) => route.abort('failed'));
    await page.goto(address);
    await page.getByText('The server can not be reached').waitFor();
    await axe(page);
    await shot(page, 'unreachable');
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(/\/sign-in$/);
    page.expectsFailure = false;
  });

  await check('a failing report shows a sentence, and trying again works', async () => {
    await signIn(page);
    await settled(page);
    page.expectsFailure = true;
    await page.route('**/api/v1/reports/**', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"internal"}' }),
    );
    await page.getByRole('link', { name: 'RFM map' }).first().click();
    await page.getByText('The server met an error').waitFor();
    await axe(page);
    await shot(page, 'report-error');
    await page.unroute('**/api/v1/reports/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-cell="55"]').waitFor();
    page.expectsFailure = false;
  });

  await check('signing in and out leaves no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
