// Reports by schedule: an empty page, one made by keyboard, run, read, printed, taken away, one that fails, changed by two, switched off, removed.
import { readFileSync } from 'node:fs';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, fileOf, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';
import { send } from './sql.mjs';

const mark = unique();
const name = `Base ${mark}`;
const dialog = (page) => page.getByRole('dialog');
const list = (page) => page.getByRole('region', { name: 'Schedules' }).first();
const open = (page, called) => page.getByRole('button', { name: called, exact: true });

export async function scheduleJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/reports');
  // What other runs have left.
  for (const { id } of (await send(page, 'GET', '/api/v1/schedules')).items) await send(page, 'DELETE', `/api/v1/schedules/${id}`);
  const sql = "select '=' || cast(day as text) as word, sum(revenue_minor) as minor from orders group by 1 order by 1 limit 3";
  const good = await send(page, 'POST', '/api/v1/saved-queries', { name: `Days ${mark}`, sql });
  const bad = await send(page, 'POST', '/api/v1/saved-queries', { name: `Wrong ${mark}`, sql: 'select nothing from orders' });
  await page.reload();

  await check('schedules: an empty page says what they are', async () => {
    await page.getByRole('heading', { name: 'No report is made by itself yet' }).waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'schedules-empty');
  });

  await check('schedules: a report is scheduled by keyboard', async () => {
    await page.getByRole('button', { name: 'New schedule' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await axe(page);
    const field = dialog(page).getByRole('textbox', { name: 'Name' });
    await field.focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    expect(await dialog(page).getByRole('combobox', { name: 'Report' }).evaluate((one) => one === document.activeElement), 'the keyboard is elsewhere');
    await dialog(page).getByRole('combobox', { name: 'When' }).selectOption('monthly');
    await dialog(page).getByRole('combobox', { name: 'Day of the month' }).selectOption('31');
    await dialog(page).getByText('A month without this day has its last one.').waitFor();
    await shot(page, 'schedules-form', false);
    await page.keyboard.press('Escape');
    expect((await dialog(page).count()) === 0, 'Escape does not close it');
    await page.keyboard.press('Enter');
    await field.focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/open=sch_/);
    await page.getByText('Nothing was made yet.').waitFor();
    expect(((await page.locator('#main').textContent()) ?? '').includes('Each week · Monday · 07:00'), 'the rhythm is not told');
  });

  await check('schedules: a name is there once', async () => {
    await page.getByRole('button', { name: 'New schedule' }).click();
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name);
    page.expectsFailure = true;
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('You already have a schedule of this name.').waitFor();
    await axe(page);
    page.expectsFailure = false;
    await dialog(page).getByRole('button', { name: 'Cancel' }).nth(1).click();
  });

  await check('schedules: a report is made now, read, and taken away', async () => {
    await page.getByRole('button', { name: 'Make it now' }).click();
    await page.getByText('The report is made: 12 rows.').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'schedules-open');
    const plain = await fileOf(page, () => page.getByRole('link', { name: /^CSV of/ }).click());
    expect(plain.name.startsWith(name) && plain.name.endsWith('.csv'), plain.name);
    const text = readFileSync(plain.path, 'utf8');
    expect(text.startsWith('month,until,complete,') && text.trimEnd().split('\n').length === 13, text.slice(0, 200));
    const printed = await fileOf(page, () => page.getByRole('link', { name: /^PDF of/ }).click());
    expect(printed.name.startsWith(name) && printed.name.endsWith('.pdf'), printed.name);
    const pdf = readFileSync(printed.path, 'latin1');
    expect(pdf.startsWith('%PDF-') && pdf.includes('/Lang (en)') && pdf.includes('/Count 1'), pdf.slice(0, 200));
    await page.locator('[data-row^=edn_] a[href^="/reports/"]').click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.locator('#main [data-row="0"]').waitFor();
    await settled(page);
    await axe(page);
    const heads = await page.locator('#main thead').textContent();
    expect(heads.includes('Base at the start') && heads.includes('Revenue, GBP'), heads);
    expect((await page.locator('#main [data-row="0"]').textContent()).includes('yes'), 'a complete month is not said in a word');
    await shot(page, 'schedules-edition');
  });

  await check('schedules: an edition on paper is all of it, and nothing else', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => globalThis.dispatchEvent(new Event('beforeprint')));
    await settled(page);
    await shot(page, 'schedules-print');
    expect((await page.getByRole('button', { name: 'Print' }).count()) === 0, 'the tools are on paper');
    await page.evaluate(() => globalThis.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'All schedules' }).click();
    await page.waitForURL(/reports\?open=sch_/);
  });

  await check('schedules: a saved question, and one that fails with its reason', async () => {
    await page.getByRole('button', { name: 'New schedule' }).click();
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill(`Days ${mark}`);
    await dialog(page).getByRole('combobox', { name: 'Report' }).selectOption('query');
    expect(await dialog(page).getByRole('button', { name: 'Save' }).isDisabled(), 'a question need not be chosen');
    await dialog(page).getByRole('combobox', { name: 'Saved question' }).selectOption(good.id);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: `Days ${mark}`, level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Make it now' }).click();
    await page.getByText('The report is made: 3 rows.').waitFor();
    const id = new URL(page.url()).searchParams.get('open');
    const { items } = await send(page, 'GET', `/api/v1/schedules/${id}/editions`);
    const csv = await page.evaluate(async (path) => (await fetch(path)).text(), `/api/v1/schedules/${id}/editions/${items[0].id}/sheet.csv`);
    expect(csv.split('\r\n')[1].startsWith("'="), csv);

    await page.getByRole('button', { name: 'Change' }).click();
    await dialog(page).getByRole('combobox', { name: 'Saved question' }).selectOption(bad.id);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make it now' }).click();
    await page.getByText('The report could not be made:').first().waitFor();
    await page.locator('[data-failure]').getByText('The query can not be understood.').first().waitFor();
    await page.getByText(/nothing/).first().waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'schedules-failed');
  });

  await check('schedules: two editors do not overwrite one another', async () => {
    await open(page, name).click();
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    const id = new URL(page.url()).searchParams.get('open');
    await send(page, 'PUT', `/api/v1/schedules/${id}`, { name, version: 1, subject: { report: 'rfm' }, rhythm: 'daily', hour: 6 });
    page.expectsFailure = true;
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('Somebody else has saved this schedule').waitFor();
    page.expectsFailure = false;
    await dialog(page).getByRole('button', { name: 'Cancel' }).nth(1).click();
    await page.reload();
    await page.getByText('RFM segments').first().waitFor();
  });

  await check('schedules: switched off, and removed after a question', async () => {
    await page.getByRole('button', { name: 'Switch off' }).click();
    await list(page).getByText('switched off').waitFor();
    await page.getByRole('button', { name: 'Switch on' }).waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Really, with all editions?' }).click();
    await page.waitForFunction(() => !globalThis.location.search.includes('open='));
    await open(page, name).waitFor({ state: 'detached' });
  });

  await check('schedules: a server that does not answer is told, and asked again', async () => {
    page.expectsFailure = true;
    await page.route('**/api/v1/schedules', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500,"code":"x"}' }));
    await page.reload();
    await page.getByRole('alert').waitFor();
    await axe(page);
    await page.unroute('**/api/v1/schedules');
    await page.getByRole('button', { name: /again/i }).click();
    await list(page).waitFor();
    page.expectsFailure = false;
  });

  await check('schedules: no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  const { items } = await send(page, 'GET', '/api/v1/schedules');
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('schedules: on a phone, in Persian and dark', async () => {
    await small.page.goto(`${address}/reports?open=${items[0].id}`);
    await small.page.locator('[data-row^=edn_]').first().waitFor();
    await small.page.locator('[data-failure]').getByText('این پرسش فهمیده نمی‌شود.').first().waitFor();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'schedules-fa-phone');
    await small.page.locator('[data-row^=edn_] a[href^="/reports/"]').last().click();
    await small.page.locator('#main [data-row="0"]').waitFor();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'schedules-edition-fa-phone');
  });
  await small.close();
}
