import { readFileSync } from 'node:fs';
import { visitor } from './browser.mjs';
import { address, axe, check, expect, fileOf, settled, shot, signIn } from './harness.mjs';

export async function reportJourneys() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  await settled(page);

  await check('home: a goal is set and removed in place', async () => {
    const card = page.locator('[data-figure=orders]');
    await card.getByRole('button', { name: 'Goal for Orders' }).click();
    await page.getByRole('textbox', { name: 'Goal' }).fill('nonsense');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter a number above zero').waitFor();
    await page.getByRole('textbox', { name: 'Goal' }).fill('5,000');
    await axe(page);
    await shot(page, 'home-goal', false);
    await page.getByRole('button', { name: 'Save' }).click();
    await card.getByText('of 5,000').waitFor();
    await page.getByRole('heading', { name: 'Goals' }).waitFor();
    await shot(page, 'home-with-goal');
    await page.getByRole('button', { name: 'Remove' }).click();
    await card.getByText('of 5,000').waitFor({ state: 'detached' });
  });

  await check('home: another day is chosen in the calendar and stands in the address', async () => {
    await page.getByRole('button', { name: /^As of/ }).click();
    await page.locator('.rdp-root').waitFor();
    await axe(page);
    await shot(page, 'home-calendar', false);
    await page.getByRole('button', { name: 'End of previous month' }).click();
    await page.waitForURL(/as_of=\d{4}-\d{2}-\d{2}/);
    await settled(page);
    await page.getByRole('button', { name: /^As of/ }).click();
    await page.locator('.rdp-day:not(.rdp-outside):not(.rdp-disabled) button').first().click();
    await page.waitForURL(/as_of=\d{4}-\d{2}-01/);
    await settled(page);
  });

  await check('the chosen day goes along to the next page', async () => {
    await page.getByRole('link', { name: 'RFM map' }).first().click();
    await page.waitForURL(/\/rfm\?as_of=/);
    await settled(page);
    await page.getByRole('button', { name: 'Clear: As of' }).click();
    await page.waitForURL(/\/rfm$/);
  });

  await check('rfm: 25 cells that add up to all customers', async () => {
    await settled(page);
    const cells = await page.locator('[data-cell] b').allTextContents();
    expect(cells.length === 25, `${cells.length} cells`);
    const sum = cells.reduce((total, text) => total + number(text), 0);
    const all = number(await page.locator('dl dd').first().textContent());
    expect(sum === all && all > 0, `cells give ${sum}, the base has ${all}`);
  });

  await check('rfm: a cell and a segment open their customers, by the keyboard too', async () => {
    const cell = page.locator('[data-cell="55"] a');
    const best = number(await cell.locator('b').textContent());
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/open=55/);
    await page.locator('[data-members] [data-row]').first().waitFor();
    await settled(page);
    const count = async () => Number(await page.locator('[data-members]').getAttribute('data-members'));
    expect((await count()) === best && best > 0, `${await count()} are listed, the cell has ${best}`);
    await axe(page);
    await shot(page, 'rfm-cell');
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
    expect(await cell.evaluate((one) => one === document.activeElement), 'the keyboard is not back on the cell');

    const lost = page.locator('tr[data-segment=lost] a');
    const gone = number(await lost.textContent());
    await lost.click();
    await page.waitForURL(/open=lost/);
    await page.locator('[data-members] [data-row]').first().waitFor();
    await settled(page);
    expect((await count()) === gone, `${await count()} are listed, the segment has ${gone}`);
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download all as CSV' }).click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    expect(lines.length === gone + 1, `${lines.length} lines for ${gone} customers`);
    await shot(page, 'rfm-segment');
    await page.goBack();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
  });

  await check('rfm: what was opened is of the day and the money of the report; what is none is left out', async () => {
    await page.goto(`${address}/rfm?as_of=2011-03-31&money=gross&open=at_risk`);
    await page.locator('[data-members] [data-row]').first().waitFor();
    await settled(page);
    const [listed] = await page.locator('[data-members]').evaluateAll((all) => all.map((one) => one.dataset.members));
    expect(number(await page.locator('tr[data-segment=at_risk] a').textContent()) === Number(listed), `${listed} are listed`);
    await page.getByText('Money is gross').nth(1).waitFor();
    await page.goto(`${address}/rfm?open=66`);
    await settled(page);
    expect((await page.locator('[data-members]').count()) === 0 && !page.url().includes('open'), page.url());
  });

  await check('rfm: sorting, the map of revenue and gross money stand in the address', async () => {
    await page.getByRole('button', { name: 'Revenue', exact: true }).click();
    await page.waitForURL(/sort=revenue/);
    await page.getByText('Gross', { exact: true }).click();
    await page.waitForURL(/money=gross/);
    await page.locator('label', { hasText: 'Revenue' }).last().click();
    await page.waitForURL(/show=revenue/);
    await settled(page);
  });

  await check('rfm: comparing with a day shows who moved where', async () => {
    await page.getByRole('button', { name: /^Compare with/ }).click();
    await page.getByRole('button', { name: 'A year earlier' }).click();
    await page.waitForURL(/compare=\d{4}/);
    await page.locator('tr[data-from=champions]').waitFor();
    await page.locator('[role=img] canvas').first().waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'rfm-migration');
  });

  await check('rfm: a ribbon, and the end of some, open who moved', async () => {
    const picture = page.locator('[data-chart^=rfm-migration] [role=img]');
    await picture.scrollIntoViewIfNeeded();
    // The ends on the left are 12 points wide and begin where the labels end; the ribbons begin behind them.
    for (const [x, wanted] of [[136, /open=[a-z_]+\.all/], [146, /open=[a-z_]+\.(?!all)[a-z_]+/]]) {
      await picture.click({ position: { x, y: 30 } });
      await page.waitForURL(wanted);
      await page.locator('[data-members] [data-row]').first().waitFor();
      await settled(page);
    }
    await page.getByRole('button', { name: 'Close the list of customers' }).click();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
  });

  await check('cohorts: quarter, totals, cumulative revenue', async () => {
    await page.goto(`${address}/cohorts`);
    await settled(page);
    await page.getByText('Quarter', { exact: true }).click();
    await page.waitForURL(/by=quarter/);
    await page.getByText('Totals', { exact: true }).click();
    await page.getByLabel('Measure').selectOption('cumulative_revenue');
    await page.waitForURL(/measure=cumulative_revenue/);
    await settled(page);
    expect((await page.locator('tr[data-cohort]').count()) > 1, 'more than one cohort');
    await axe(page);
    await shot(page, 'cohorts-quarter');
  });

  await check('cohorts: the CSV holds what is shown', async () => {
    await page.goto(`${address}/cohorts`);
    await settled(page);
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download CSV' }).click());
    expect(/^cohorts-month-customers-relative-\d{4}-\d{2}-\d{2}\.csv$/.test(file.name), file.name);
    const lines = readFileSync(file.path, 'utf8').replace(/\r\n$/, '').split('\r\n');
    const rows = await page.locator('tr[data-cohort]').count();
    expect(lines.length === rows + 2, `${lines.length} lines for ${rows} cohorts`);
    expect(lines[0].startsWith('\uFEFFFirst order,Customers,0,1'), lines[0]);
  });

  await check('cohorts: weeks are many and still a page', async () => {
    await page.goto(`${address}/cohorts?by=week`);
    await settled(page);
    await shot(page, 'cohorts-week', false);
  });

  await check('the reports leave no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}

function number(text) {
  return Number((text ?? '').replace(/[^\d.-]/g, ''));
}
