import { readFileSync } from 'node:fs';
import { visitor } from './browser.mjs';
import { address, axe, check, expect, fileOf, settled, shot, signIn } from './harness.mjs';

/** The pages of value and money, by hand. */
export async function labJourneys() {
  const { page, errors, close } = await visitor();
  await signIn(page);

  await check('calculators: what is typed stands in the address and can be taken back', async () => {
    await page.goto(`${address}/calculators`);
    await settled(page);
    const before = await page.locator('[data-fact=difference] dd').textContent();
    const margin = page.getByRole('textbox', { name: 'Margin' });
    await margin.fill('25');
    await margin.press('Enter');
    await page.waitForURL(/margin=0.25/);
    await settled(page);
    const after = await page.locator('[data-fact=difference] dd').textContent();
    expect(before !== after, `still ${after}`);
    await margin.fill('500');
    await margin.press('Enter');
    await page.getByText('Enter a number from').waitFor();
    await axe(page);
    await shot(page, 'calculators-refused', false);
    await page.getByRole('button', { name: 'Clear: Margin' }).click();
    await page.waitForURL(/\/calculators$/);
  });

  await check('profitability: costs and the other end of the list stand in the address', async () => {
    await page.goto(`${address}/profitability`);
    await settled(page);
    const cost = page.getByRole('textbox', { name: 'Cost of serving an order' });
    await cost.fill('12.50');
    await cost.press('Enter');
    await page.waitForURL(/cost_per_order_minor=1250/);
    await page.getByText('Best first').click();
    await page.waitForURL(/order=best/);
    await settled(page);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('20 shown').waitFor();
  });

  await check('profitability: the file holds every customer', async () => {
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download all as CSV' }).click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    const counted = await page.locator('[data-fact=customers] dd span').first().textContent();
    expect(lines.length === Number((counted ?? '').replace(/\D/g, '')) + 1, `${lines.length} lines for ${counted} customers`);
  });

  await check('profitability: a spend is set and removed in place', async () => {
    await page.getByRole('textbox', { name: 'Spend, GBP' }).fill('1000');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-fact=cac]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'profitability-spend');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.locator('[data-fact=cac]').waitFor({ state: 'detached' });
  });

  await check('value: margin, groups and the form of the chart stand in the address', async () => {
    await page.goto(`${address}/value`);
    await settled(page);
    const before = await page.locator('[data-fact=equity-36] dd span').first().textContent();
    const margin = page.getByRole('textbox', { name: 'Margin' });
    await margin.fill('30');
    await margin.press('Enter');
    await page.waitForURL(/margin=0.3/);
    await settled(page);
    const after = await page.locator('[data-fact=equity-36] dd span').first().textContent();
    expect(before !== after, `still ${after}`);
    await page.getByText('Country', { exact: true }).click();
    await page.waitForURL(/by=country/);
    await page.locator('[data-row="United Kingdom"]').waitFor();
    await page.getByText('By period', { exact: true }).click();
    await page.waitForURL(/track=period/);
    await page.getByText('Most at risk first').click();
    await page.waitForURL(/sort=risk/);
    await settled(page);
    await axe(page);
    await shot(page, 'value-changed');
  });

  await check('retention matrix: a cell opens its customers', async () => {
    await page.goto(`${address}/retention-matrix`);
    await settled(page);
    await page.locator('[data-place=high-low] button').click();
    await page.waitForURL(/cell=high-low/);
    await page.getByText('10 shown').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'retention-matrix-cell');
    const file = await fileOf(page, () => page.getByRole('button', { name: 'Download all as CSV' }).click());
    const lines = readFileSync(file.path, 'utf8').trimEnd().split('\r\n');
    const all = await page.locator('[data-place=high-low] b').textContent();
    expect(lines.length === Number((all ?? '').replace(/\D/g, '')) + 1, `${lines.length} lines for ${all} customers`);
    await page.getByRole('button', { name: 'Close the list' }).click();
    await page.waitForURL(/\/retention-matrix$/);
  });

  await check('value: without a model the page offers to fit one', async () => {
    page.expectsFailure = true;
    await page.route('**/api/v1/reports/value**', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"code":"insight.no_model"}' }),
    );
    await page.goto(`${address}/value`);
    await page.getByRole('button', { name: 'Fit a model' }).waitFor();
    await axe(page);
    await shot(page, 'value-no-model', false);
    await page.unroute('**/api/v1/reports/value**');
    await page.getByRole('button', { name: 'Fit a model' }).click();
    await page.locator('[data-fact=model]').waitFor();
    page.expectsFailure = false;
  });

  await check('the pages of value leave no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
