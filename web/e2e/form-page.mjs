// The page Forms: from a new form to an answer that came through a page on another address.
import { createServer } from 'node:http';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, fileOf, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const key = `club-${mark}`;
const heading = `Join the club ${mark}`;

/** Somebody's own page on another address, with what the console gave to paste. */
async function site() {
  let snippet = '';
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1>${snippet}</body></html>`),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  return { host, url: `http://${host}/`, paste: (text) => (snippet = text), close: () => server.close() };
}

const main = (page) => page.locator('#main');

/** Opens a question of the editor by its id. */
async function opened(page, id) {
  const card = page.locator(`[data-question="${id}"]`);
  await card.locator('summary').click();
  await card.getByLabel('Kind', { exact: true }).waitFor();
  return card;
}

export async function formPageJourney() {
  const shop = await site();
  const { page, errors, close } = await visitor();
  await signIn(page, '/forms');

  await check('forms: a form is made, and opens with its first question', async () => {
    await settled(page);
    await page.getByRole('textbox', { name: 'Heading' }).first().fill(heading);
    await page.getByRole('textbox', { name: 'Name in the address' }).fill(key);
    await page.getByRole('button', { name: 'Make the form' }).click();
    await page.waitForURL(new RegExp(`open=${key}`));
    await page.locator('[data-question=email]').waitFor();
  });

  await check('forms: questions are added, moved and taken back', async () => {
    await page.getByRole('button', { name: 'Add a question' }).click();
    const card = page.locator('[data-question=question_2]');
    await card.getByLabel('Kind', { exact: true }).selectOption('one_of');
    await card.getByLabel('Question (en)').fill('What do you like?');
    await card.getByRole('textbox', { name: 'Kept as' }).first().fill('tea');
    await card.getByRole('textbox', { name: 'Kept as' }).last().fill('coffee');
    await card.getByRole('button', { name: 'Move up' }).first().click();
    expect((await page.locator('[data-question]').first().getAttribute('data-question')) === 'question_2', 'the question did not move up');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await page.locator('[data-question]').first().getAttribute('data-question')) === 'email', 'the move was not taken back');
  });

  await check('forms: a further language can be written at once, and shown in the preview', async () => {
    await page.getByRole('textbox', { name: 'Languages' }).fill('en, fa');
    await page.getByRole('combobox', { name: 'Texts in' }).selectOption('fa');
    await page.getByRole('textbox', { name: 'Heading (fa)', exact: true }).fill('به باشگاه بپیوندید');
    await page.getByText('Preview', { exact: true }).click();
    await page.locator('[data-preview=fa][dir=rtl]').getByText('به باشگاه بپیوندید').waitFor();
    await shot(page, 'forms-preview-fa');
    await page.getByText('Questions', { exact: true }).first().click();
    await page.getByRole('combobox', { name: 'Texts in' }).selectOption('en');
    for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('combobox', { name: 'Texts in' }).waitFor({ state: 'detached' });
  });

  await check('forms: what the server refuses is said beside the field', async () => {
    page.expectsFailure = true;
    await page.locator('[data-question=question_2] summary').click();
    const card = await opened(page, 'email');
    await card.getByRole('textbox', { name: 'Id', exact: true }).fill('Not An Id');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await main(page).getByRole('alert').getByText('questions[0].id').waitFor();
    expect((await page.getByText('an id has 1 to 40 small letters').count()) === 2, 'the sentence does not stand beside the field too');
    await axe(page);
    await shot(page, 'forms-wrong');
    await page.getByRole('button', { name: 'Undo' }).click();
    page.expectsFailure = false;
  });

  await check('forms: a version is saved with the host that may show it, and published', async () => {
    await page.getByRole('textbox', { name: 'Hosts' }).fill(shop.host);
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('All is saved.').waitFor();
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByText('Published · version 2').waitFor();
    await page.getByText(`May be shown on: ${shop.host}`).waitFor();
    shop.paste((await page.locator('pre', { hasText: 'embed.js' }).textContent()) ?? '');
    await settled(page);
    await axe(page);
    await shot(page, 'forms-open');
  });

  await check('forms: the preview shows the draft', async () => {
    await page.getByText('Preview', { exact: true }).click();
    await page.locator('[data-preview=en]').getByText('What do you like?').waitFor();
    await axe(page);
    await shot(page, 'forms-preview');
  });

  const guest = await visitor();
  await check('forms: what was pasted shows the form on a page of another address, and takes an answer', async () => {
    await guest.page.goto(shop.url);
    const frame = guest.page.frameLocator('iframe');
    await frame.getByRole('heading', { name: heading }).waitFor();
    await frame.locator('#a-email').fill(`${mark}@example.org`);
    await frame.getByLabel('coffee').check();
    // Nobody answers in less than two seconds.
    await guest.page.waitForTimeout(2100);
    await shot(guest.page, 'forms-embedded');
    await frame.locator('button[type=submit]').click();
    await frame.locator('button[type=submit]').waitFor({ state: 'detached' });
    expect(guest.errors.length === 0, guest.errors.join('\n'));
  });
  await guest.close();

  await check('forms: the answer is in the list', async () => {
    await page.goto(`${address}/forms?open=${key}&view=answers`);
    await page.getByRole('row', { name: `${mark}@example.org` }).getByText('coffee').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'forms-answers');
    const file = await fileOf(page, () => page.getByRole('link', { name: 'Download all as CSV' }).click());
    expect(file.name.endsWith('.csv'), 'the answers are no CSV');
  });

  await check('forms: a closed form takes no more answers', async () => {
    await page.getByRole('button', { name: 'Take no more answers' }).click();
    await page.getByText('Closed · version 2').waitFor();
    const answer = await page.request.get(`${address}/f/${key}`);
    expect(answer.status() !== 200, `a closed form answers ${answer.status()}`);
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
  shop.close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  for (const [view, ready] of [
    ['questions', '[data-question=budget]'],
    ['preview', '[data-preview]'],
    ['json', 'textarea'],
  ]) {
    await check(`forms: the quiz on a phone, in Persian and dark: ${view}`, async () => {
      await small.page.goto(`${address}/forms?open=kitchen-quiz&view=${view}`);
      await small.page.waitForSelector(ready);
      if (view === 'questions') await small.page.locator(`${ready} summary`).click();
      await settled(small.page);
      await noSidewaysScroll(small.page);
      await axe(small.page);
      await shot(small.page, `forms-${view}-fa-phone`);
      expect(small.errors.length === 0, small.errors.join('\n'));
    });
  }
  await check('forms: what the server refuses is said in Persian', async () => {
    small.page.expectsFailure = true;
    await small.page.goto(`${address}/forms?open=kitchen-quiz&view=questions`);
    const card = small.page.locator('[data-question=budget]');
    await card.locator('summary').click();
    await card.getByRole('textbox', { name: 'شناسه', exact: true }).fill('Not An Id');
    await small.page.getByRole('button', { name: 'ذخیره در نسخهٔ تازه' }).click();
    await main(small.page).getByRole('alert').getByText('کلید ۱ تا ۴۰ حرف کوچک لاتین').waitFor();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'forms-wrong-fa-phone');
    small.page.expectsFailure = false;
  });
  await small.close();
}
