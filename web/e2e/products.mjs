import { readFileSync } from 'node:fs';
import { visitor } from './browser.mjs';
import { address, axe, check, expect, fileOf, settled, shot, signIn } from './harness.mjs';

/** Products: sorted, searched, opened, and what is bought together. */
export async function productJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);

  await check('products: the list is sorted and searched by the address', async () => {
    await page.goto(`${address}/products`);
    await page.locator('tr[data-row]').first().waitFor();
    await settled(page);
    await page.getByRole('combobox', { name: 'Sorted by' }).selectOption('first');
    await page.waitForURL(/order=first/);
    const search = page.getByRole('searchbox', { name: 'Search by key, name or category' });
    await search.fill('herb marker');
    await search.press('Enter');
    await page.waitForURL(/search=herb/);
    await page.locator('tr[data-row="22916"]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'products-search');
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download all as CSV' }).click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    expect(lines.length > 5 && lines.length < 20 && lines[1].split(',').length === 11, lines.join('\n'));
  });

  await check('products: a product opens with its course, its buyers and what goes with it', async () => {
    await page.getByRole('button', { name: '22916 HERB MARKER THYME' }).click();
    await page.waitForURL(/product=(%22)?22916/);
    await page.locator('[data-product="22916"]').waitFor();
    await page.locator('tr[data-row="22916 22917"]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'products-opened');
  });

  await check('products: buyers, and those who bought again, are opened by the keyboard', async () => {
    const listed = async () => {
      await page.locator('[data-members] [data-row]').first().waitFor();
      await settled(page);
      return Number(await page.locator('[data-members]').getAttribute('data-members'));
    };
    const again = page.locator('[data-fact=repeat-buyers] a');
    const count = parseInt((await again.textContent()) ?? '', 10);
    await again.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/open=repeat_buyers/);
    expect((await listed()) === count && count > 0, `${count} bought it again`);
    await axe(page);
    await shot(page, 'products-again');
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
    expect(await again.evaluate((one) => one === document.activeElement), 'the keyboard is not back on the figure');
    const buyers = page.locator('[data-fact=buyers] a');
    await buyers.click();
    await page.waitForURL(/open=buyers/);
    expect((await listed()) === Number(await buyers.textContent()), 'as many as the figure says');
    const file = await fileOf(page, () => page.locator('[data-members]').getByRole('button', { name: 'Download all as CSV' }).click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    expect(lines.length === Number(await buyers.textContent()) + 1, `${lines.length} lines`);
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    const segment = page.locator('[data-opens="segment=champions"]');
    await segment.click();
    await page.waitForURL(/open=segment/);
    expect((await listed()) === Number(await segment.textContent()), 'as many champions as the table says');
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    await page.locator('[data-product]').getByText('The figures as a table').click();
    const month = page.locator('[data-opens^="month="]').first();
    await month.click();
    await page.waitForURL(/open=month/);
    expect((await listed()) === Number(await month.textContent()), 'as many buyers as the month says');
    await shot(page, 'products-month');
    await page.getByRole('button', { name: 'Close the product' }).click();
    await page.locator('[data-product]').waitFor({ state: 'detached' });
  });

  await check('products: nothing found, a product that is not there and a failure have a sentence', async () => {
    await page.goto(`${address}/products?search=nothing-like-it`);
    await page.getByText('No product matches').waitFor();
    page.expectsFailure = true;
    await page.route('**/api/v1/reports/products?**', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"insight.query_failed"}' }));
    await page.goto(`${address}/products`);
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
    await axe(page);
    page.expectsFailure = false;
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
