import { readFileSync } from 'node:fs';
import { visitor } from './browser.mjs';
import { address, axe, check, expect, fileOf, settled, shot, signIn } from './harness.mjs';

/** Base health: any month, held against the month and the year before. */
export async function baseJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  const row = (figure) => page.locator(`[data-row=${figure}]`);

  await check('base health: the latest month over has every figure', async () => {
    await page.goto(`${address}/base`);
    await settled(page);
    expect((await page.locator('[data-row]').count()) === 22, `${await page.locator('[data-row]').count()} figures`);
    expect(/2011/.test((await page.getByRole('combobox', { name: 'Month' }).locator('option:checked').textContent()) ?? ''), 'no month');
  });

  await check('base health: another month stands in the address', async () => {
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2011-06');
    await page.waitForURL(/month=2011-06/);
    const cells = await row('orders').locator('td').allTextContents();
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2011-05');
    await page.waitForURL(/month=2011-05/);
    const [value] = await row('orders').locator('td').allTextContents();
    expect(cells[1] === value, `the month before June had ${cells[1]}, May says ${value}`);
    await axe(page);
    await shot(page, 'base-month');
  });

  await check('base health: the figures are a file with plain numbers', async () => {
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download CSV' }).first().click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    expect(lines.length === 11 && /^revenue_minor,Net revenue,\d+\.\d\d,/.test(lines[1]), lines[1]);
  });

  await check('base health: a month that is not there is the latest, a failure has a sentence', async () => {
    await page.goto(`${address}/base?month=1066-10`);
    await settled(page);
    expect((await page.locator('[data-moves]').getAttribute('data-moves')) === '2011-11', 'another month');
    page.expectsFailure = true;
    await page.route('**/api/v1/reports/base**', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"insight.query_failed"}' }));
    await page.goto(`${address}/base?month=2011-03`);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await axe(page);
    page.expectsFailure = false;
    expect(errors.length === 0, errors.join('\n'));
  });

  await check('base: a figure opens its customers, from Home and from a cohort too', async () => {
    await page.unrouteAll();
    await page.goto(address);
    await settled(page);
    const lost = page.locator('[data-figure=lost] a');
    const figure = (await lost.textContent()) ?? '';
    await lost.click();
    await page.waitForURL(/open=lost/);
    await page.locator('[data-members] [data-row]').first().waitFor();
    await settled(page);
    expect((await page.locator('[data-members]').getAttribute('data-members')) === figure.replaceAll(',', ''), `${figure} are behind it`);
    await axe(page);
    await shot(page, 'base-lost');
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
    await page.goto(`${address}/cohorts`);
    await page.locator('tr[data-cohort] a').nth(3).click();
    await page.waitForURL(/open=2010-03/);
    await page.getByRole('combobox', { name: 'Ordered in' }).selectOption('2');
    await page.waitForURL(/period=2/);
    await page.locator('[data-members] [data-row]').first().waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'cohort-opened');
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
