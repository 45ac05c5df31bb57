import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, expect, noSidewaysScroll, settled, shot, signIn } from './harness.mjs';

/** The calculators that need no base: what is typed stands in the address, nonsense gets a sentence. */
export async function calculatorJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);

  await check('calculators: the budget of shoe cream is 2.50 a year', async () => {
    await page.goto(`${address}/calculators`);
    await settled(page);
    await page.getByText('CRM budget', { exact: true }).click();
    await page.waitForURL(/which=budget/);
    const each = await page.locator('[data-fact=each] dd span').first().textContent();
    expect(each === '£2.50', `it is ${each}`);
    const pieces = page.getByRole('textbox', { name: 'Pieces bought in a year' });
    await pieces.fill('12');
    await pieces.press('Enter');
    await page.waitForURL(/purchases=12/);
    await page.getByText('£30.00 a year for each customer pay').waitFor();
    await pieces.fill('-3');
    await pieces.press('Enter');
    await page.getByText('Enter a number from').waitFor();
    await axe(page);
    await shot(page, 'calculators-budget');
  });

  await check('calculators: five points of retention, where the saying holds and where it does not', async () => {
    await page.goto(`${address}/calculators?which=retention&discount=0`);
    await settled(page);
    const changeIs = async (text) => await page.locator('[data-fact=change] dd span').first().filter({ hasText: text }).waitFor();
    await changeIs('+58.8%');
    await page.getByText('relative', { exact: true }).click();
    await page.waitForURL(/reading=relative/);
    await changeIs('+46.5%');
    await page.goto(`${address}/calculators?which=retention&retention=0.99`);
    await page.getByText('choose a smaller change').waitFor();
    await page.goto(`${address}/calculators?which=retention&retention=7`);
    await settled(page);
    await changeIs('+32.4%');
    expect(!page.url().includes('retention=7'), 'a senseless address is left out');
    await axe(page);
    await shot(page, 'calculators-retention');
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  for (const which of ['budget', 'retention']) {
    await check(`calculators: ${which} in Persian on a phone`, async () => {
      await small.page.goto(`${address}/calculators?which=${which}`);
      await settled(small.page);
      await noSidewaysScroll(small.page);
      await axe(small.page);
      await shot(small.page, `calculators-${which}-fa-phone`);
    });
  }
  await small.close();
}
