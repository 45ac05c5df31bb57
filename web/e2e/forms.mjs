// The public page of a quiz, as somebody meets it who has never been here: on a phone, without scripts, in Persian.
import { phone, visitor, wide } from './browser.mjs';
import { address, axe, check, expect, noSidewaysScroll, shot } from './harness.mjs';

const quiz = `${address}/f/kitchen-quiz`;

/** Fills in the five questions and the address, as people do: by label. */
async function fill(page) {
  await page.locator('#a-shape-1').check();
  await page.locator('#a-style-0').check();
  await page.locator('#a-appliances-0').check();
  await page.locator('#a-appliances-2').check();
  await page.locator('#a-when-1').check();
  await page.locator('#a-budget').fill('5 000');
  await page.locator('#a-email').fill('ada@example.org');
}

async function offers(page) {
  await page.locator('.offers').waitFor();
  return page.locator('.offers h3').allTextContents();
}

export async function formJourneys() {
  await check('a quiz is answered on a phone without scripts, and shows four offers', async () => {
    const { page, errors, close } = await visitor({ size: phone, javaScriptEnabled: false });
    await page.goto(`${quiz}?lang=en`);
    await noSidewaysScroll(page);
    expect(!(await page.locator('#q-phone').isVisible()), 'the telephone is asked before a call is wished');
    await page.locator('#a-call-0').check();
    expect(await page.locator('#q-phone').isVisible(), 'the telephone is not asked though a call is wished');
    await page.locator('#a-call-1').check();
    await fill(page);
    await shot(page, 'form-phone');
    // Nobody answers in less than two seconds.
    await page.waitForTimeout(2100);
    await page.locator('button[type=submit]').click();
    const names = await offers(page);
    expect(names.length === 4 && names[0] === 'Rila Corner', `the offers are ${names.join(', ')}`);
    await noSidewaysScroll(page);
    await shot(page, 'form-offers-phone');
    expect((await page.context().cookies()).length === 0, 'a cookie was set');
    expect(errors.length === 0, errors.join('; '));
    await close();
  });

  for (const [language, scheme, size] of [
    ['en', 'light', wide],
    ['fa', 'dark', wide],
    ['fa', 'light', phone],
  ]) {
    const name = `form-${language}-${scheme}-${size === phone ? 'phone' : 'wide'}`;
    await check(`${name} is accessible, with its mistakes and its offers`, async () => {
      const { page, close } = await visitor({ size, scheme });
      await page.goto(`${quiz}?lang=${language}`);
      expect((await page.locator('html').getAttribute('dir')) === (language === 'fa' ? 'rtl' : 'ltr'), 'the direction is wrong');
      await axe(page);
      await noSidewaysScroll(page);
      await shot(page, name);
      await fill(page);
      await page.locator('#a-email').fill('ada@example');
      await page.waitForTimeout(2100);
      page.expectsFailure = true;
      await page.locator('button[type=submit]').click();
      await page.locator('#w-email').waitFor();
      expect((await page.locator('#a-budget').inputValue()) === '5 000', 'what was filled in is gone');
      await axe(page);
      await shot(page, `${name}-wrong`);
      await page.locator('#a-email').fill('ada@example.org');
      await page.locator('button[type=submit]').click();
      expect((await offers(page)).length === 4, 'there are not four offers');
      await axe(page);
      await noSidewaysScroll(page);
      await shot(page, `${name}-offers`);
      await close();
    });
  }

  await check('the keyboard alone answers the quiz', async () => {
    const { page, close } = await visitor();
    await page.goto(`${quiz}?lang=nb`);
    const stops = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const id = await page.evaluate(() => document.activeElement?.id ?? '');
      stops.push(id);
      if ((await page.evaluate(() => document.activeElement?.tagName)) === 'BUTTON') break;
    }
    expect(!stops.includes('a-trap'), 'the keyboard falls into the trap');
    for (const id of ['a-budget', 'a-email', 'a-news']) expect(stops.includes(id), `${id} is not reached`);
    await close();
  });
}
