import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, expect, fileOf, settled, signIn } from './harness.mjs';

/** Picks an entry of a chart's menu and waits for the file. */
async function take(page, chart, entry) {
  const menu = page.locator(`[data-chart^="${chart}"] button`);
  await menu.scrollIntoViewIfNeeded();
  await menu.click();
  const chosen = page.getByRole('menuitem', { name: entry });
  const file = await fileOf(page, () => chosen.click());
  // A menu fades away; the next chart's has entries of the same names.
  await chosen.waitFor({ state: 'hidden' });
  return file;
}

/** Charts can be taken away: as a picture, and as the figures that they are drawn from. */
export async function chartJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  await settled(page);
  await check('charts: the figures of a chart are a file with plain numbers', async () => {
    const { name, path } = await take(page, 'base-months', 'Figures (CSV)');
    expect(/^base-months-\d{4}-\d\d-\d\d\.csv$/.test(name), name);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines.length > 12 && /^\d{4}-\d\d,-?\d+\.\d\d,\d+,\d+,\d+,\d+,/.test(lines[3]), lines[3]);
  });
  await check('charts: the picture of a chart has its title and is twice as fine as a screen', async () => {
    const { name, path } = await take(page, 'survival', 'Picture (PNG)');
    const bytes = readFileSync(path);
    expect(name.endsWith('.png') && bytes.toString('latin1', 1, 4) === 'PNG', name);
    expect(bytes.readUInt32BE(16) === 1864, `${bytes.readUInt32BE(16)} wide`);
    copyFileSync(path, fileURLToPath(new URL('shots/chart-survival.png', import.meta.url)));
    await page.goto(`${address}/calculators?which=budget`);
    await settled(page);
    const budget = await take(page, 'crm-budget', 'Picture (PNG)');
    copyFileSync(budget.path, fileURLToPath(new URL('shots/chart-budget.png', import.meta.url)));
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone, scheme: 'dark' });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await check('charts: in Persian on a phone, by keyboard', async () => {
    await small.page.goto(`${address}/calculators?which=budget`);
    await settled(small.page);
    await small.page.locator('[data-chart=crm-budget] button').focus();
    await small.page.keyboard.press('Enter');
    await small.page.getByRole('menuitem', { name: 'ارقام' }).waitFor();
    await axe(small.page);
    await small.page.getByRole('menuitem', { name: 'تصویر' }).focus();
    const file = await fileOf(small.page, () => small.page.keyboard.press('Enter'));
    copyFileSync(file.path, fileURLToPath(new URL('shots/chart-budget-fa.png', import.meta.url)));
  });
  await small.close();
}
