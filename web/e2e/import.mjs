// The page Import: by keyboard alone, wrong files, the same file twice, refusals, undoing, another user's import.
import { readFileSync } from 'node:fs';
import { phone, visitor } from './browser.mjs';
import { fileByKeyboard, tabTo } from './keyboard.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, fileOf, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Orders under headings that no program knows, so that a person has to say what they are. */
const odd = csv(`odd-${mark}.csv`, `Beleg;Quelle;Tag;Summe\n${[1, 2, 3, 4].map((n) => `${mark}${n};odd-${n};0${n}.02.2011;${n},50`).join('\n')}\n`);
const bad = csv(
  `bad-${mark}.csv`,
  `order,customer,date,amount\n${Array.from({ length: 40 }, (_, n) => `${mark}b${n},bad-${n},2011-03-${String((n % 27) + 1).padStart(2, '0')},${n % 3 === 0 ? 'much' : n}`).join('\n')}\n`,
);

async function choose(page, file) {
  await page.locator('input[type=file]').setInputFiles(file);
}

async function startOver(page) {
  await page.goto(`${address}/import`);
  await page.waitForSelector('[data-drop]');
}

async function begin(page, file) {
  await startOver(page);
  await choose(page, file);
}

const done = (page) => page.locator('[data-import][data-state=done]').waitFor();

async function byKeyboard(page) {
  await check('import: by keyboard alone, from the file to the result', async () => {
    await startOver(page);
    await fileByKeyboard(page, 'the button for a file', () => document.activeElement?.closest('[data-drop]') !== null && document.activeElement?.tagName === 'BUTTON', odd);
    await page.locator('[data-missing="import.column_missing"]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'import-missing');
    for (const [column, meaning] of [['Quelle', 'Customer'], ['Beleg', 'Order'], ['Summe', 'Line total']]) {
      await tabTo(page, `the meaning of ${column}`, `document.activeElement?.getAttribute('aria-label') === 'Meaning of the column ${column}'`);
      await page.keyboard.type(meaning);
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await page.waitForTimeout(700);
    }
    await page.locator('[data-missing]').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: `odd-1` }).first().waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'import-understood');
    await tabTo(page, 'the start', () => document.activeElement?.textContent === 'Import' && document.activeElement?.tagName === 'BUTTON');
    await page.keyboard.press('Enter');
    await done(page);
    await settled(page);
    expect((await page.locator('[data-fact=added] dd').textContent()) === '4', 'not four lines were added');
    expect(await page.evaluate(() => document.activeElement?.querySelector('[data-import]') !== null), 'the result has not got the focus');
    await axe(page);
    await shot(page, 'import-done');
  });
}

async function mapping(page) {
  await check('import: a mapping is saved, renamed, used and removed', async () => {
    await begin(page, odd);
    await page.locator('[data-known]').waitFor();
    for (const [column, value] of [['Quelle', 'customer'], ['Beleg', 'order'], ['Summe', 'amount']]) {
      await page.getByLabel(`Meaning of the column ${column}`).selectOption(value);
      await page.waitForTimeout(700);
    }
    await page.locator('[data-missing]').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Name of the mapping' }).fill(`Till ${mark}`);
    await page.getByRole('button', { name: 'Save the mapping' }).click();
    await page.getByRole('button', { name: 'Remove' }).waitFor();
    await page.getByRole('textbox', { name: 'Name of the mapping' }).fill(`Cash ${mark}`);
    await page.getByRole('button', { name: 'Rename to this name' }).click();
    await page.waitForFunction((name) => document.querySelector('select option:checked')?.textContent !== undefined && [...document.querySelectorAll('select')].some((one) => one.value === name), `Cash ${mark}`);
    await begin(page, odd);
    await page.getByRole('combobox', { name: 'Saved mapping' }).selectOption(`Cash ${mark}`);
    await page.locator('[data-missing]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Imports stay. Remove the mapping?' }).click();
    await page.getByRole('button', { name: 'Remove' }).waitFor({ state: 'detached' });
  });
  await check('import: a wrong sign of fractions is corrected, and the rows follow', async () => {
    await startOver(page);
    await choose(page, csv('fractions.csv', 'order,customer,date,amount\n1,a,2011-02-01,"1.500"\n2,b,2011-02-02,"2.500"\n'));
    await page.getByRole('combobox', { name: 'Fractions with' }).selectOption('comma');
    await page.getByRole('cell', { name: '1,500', exact: true }).first().waitFor();
    await page.getByRole('combobox', { name: 'Fractions with' }).selectOption('point');
    await page.getByRole('cell', { name: '1.5', exact: true }).first().waitFor();
  });
}

async function results(page) {
  await check('import: the same file twice adds nothing, and says so before and after', async () => {
    await startOver(page);
    const again = csv(`again-${mark}.csv`, `order,customer,date,amount\n${mark}a,again,2011-02-01,5\n`);
    await choose(page, again);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await done(page);
    await begin(page, again);
    await page.locator('[data-known]').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.locator('[data-nothing-new]').waitFor();
    await shot(page, 'import-nothing-new');
  });
  await check('import: bad lines are refused with their reasons, in pages and as a file', async () => {
    await begin(page, bad);
    await page.getByRole('radio', { name: 'Leave them out, however many' }).check();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await done(page);
    await page.locator('[data-refusals] [data-row]').nth(9).waitFor();
    await page.locator('[data-refusals]').getByRole('button', { name: 'Show more' }).click();
    await page.locator('[data-refusals] [data-row]').nth(13).waitFor();
    const file = await fileOf(page, () => page.getByRole('link', { name: 'Download all as CSV' }).first().click());
    const text = readFileSync(file.path, 'utf8');
    expect(text.split('\n').length === 16, `the file has ${text.split('\n').length} rows`);
    await settled(page);
    await axe(page);
    await shot(page, 'import-refused');
  });
  await check('import: too many bad lines refuse the file, and nothing is kept', async () => {
    await begin(page, bad);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.locator('[data-import][data-state=failed]').waitFor();
    await page.locator('[data-refusals] [data-row]').first().waitFor();
    await settled(page);
    await shot(page, 'import-failed');
  });
  await check('import: undoing says what leaves, asks, and can be left', async () => {
    await page.getByRole('button', { name: bad.name }).nth(1).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await settled(page);
    await axe(page);
    await shot(page, 'import-undo');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.locator('[data-import][data-state=undone]').waitFor();
  });
}

async function wrongFiles(page) {
  page.expectsFailure = true;
  const files = [
    ['a picture', { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1') }, 'This is no file of rows'],
    ['an empty file', csv('empty.csv', ''), 'The file is empty'],
    ['a header alone', csv('header.csv', 'order,customer,date,amount\n'), 'no rows beneath them'],
    ['a broken archive', { name: 'cut.csv.gz', mimeType: 'application/gzip', buffer: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0xcc]) }, 'damaged or cut short'],
    ['two columns of one name', csv('twice.csv', 'order,customer,date,amount,amount\n1,a,2011-02-01,1,2\n'), 'Two columns have the same name'],
    ['a single column', csv('one.csv', 'order~customer~date~amount\n1~a~2011-02-01~5\n'), 'The file has a single column'],
  ];
  for (const [what, file, sentence] of files) {
    await check(`import: ${what} is told with what to do`, async () => {
      await begin(page, file);
      await page.getByText(sentence).first().waitFor();
      await settled(page);
      await axe(page);
      await shot(page, `import-wrong-${file.name.split('.')[0]}`);
    });
  }
  await check('import: a workbook of two sheets lets one be chosen', async () => {
    await startOver(page);
    const book = readFileSync(new URL('files/two-sheets.xlsx', import.meta.url));
    await choose(page, { name: 'two-sheets.xlsx', mimeType: 'application/octet-stream', buffer: book });
    await page.getByRole('combobox', { name: 'Sheet' }).selectOption('Orders 2024');
    await page.locator('[data-missing]').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: 'x2' }).first().waitFor();
    await shot(page, 'import-sheets');
  });
  await check('import: a connection lost on the way is told, and the file is sent again', async () => {
    await startOver(page);
    await page.route('**/imports/uploads?*', (route) => route.abort('connectionreset'));
    await choose(page, odd);
    await page.locator('[data-chosen=failed]').waitFor();
    await axe(page);
    await shot(page, 'import-lost');
    await page.unroute('**/imports/uploads?*');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.locator('[data-chosen=there]').waitFor();
  });
  await check('import: a file that the server has forgotten is sent again by itself', async () => {
    await startOver(page);
    let asked = 0;
    await page.route('**/imports/uploads/*/preview', (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      return route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"code":"import.upload_gone","status":404}' });
    });
    await choose(page, odd);
    await page.locator('[data-missing]').waitFor();
    await page.unroute('**/imports/uploads/*/preview');
  });
  page.expectsFailure = false;
}

async function longOnes(page) {
  const long = (name, lines = 250_000) => csv(name, `order,customer,date,amount\n${Array.from({ length: lines }, (_, n) => `${name}${n},${name}c${n % 5000},2011-03-01,1`).join('\n')}\n`);
  await check('import: a running import is cancelled, and leaves nothing', async () => {
    await startOver(page);
    await choose(page, long(`cancel-${mark}.csv`));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel the import' }).waitFor();
    await shot(page, 'import-running');
    await page.getByRole('button', { name: 'Cancel the import' }).click();
    await page.getByRole('button', { name: 'Nothing of it will stay. Cancel?' }).click();
    await page.locator('[data-import][data-state=failed]').waitFor();
  });
  await check('import: it goes on when the page is left, and is there on the way back', async () => {
    const name = `leave-${mark}.csv`;
    await startOver(page);
    await choose(page, long(name, 50_000));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.locator('[data-import]').waitFor();
    await page.getByRole('link', { name: 'Sources' }).first().click();
    await page.getByRole('heading', { name: 'Sources', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Import', exact: true }).first().click();
    await page.getByRole('button', { name }).click();
    await done(page);
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.locator('[data-import][data-state=undone]').waitFor();
  });
}

/** Another user's import, which the list tells of. */
async function anothers(page) {
  await check('import: another user’s running import is shown, and mine waits', async () => {
    const progress = { stage: 'reading', done: 3_000_000, total: 9_000_000, lines: 120_000, per_second: 1e6, remaining_seconds: 6 };
    await page.route('**/api/v1/imports?limit=20', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      const other = { ...body.items[0], id: 'imp_0000000000001', file_name: 'theirs.csv', state: 'running', progress, error: null, started_by: 'usr_0000000000001', finished_at: null };
      await route.fulfill({ response: answer, json: { ...body, items: [other, ...body.items] } });
    });
    await startOver(page);
    await page.locator('[data-running]').waitFor();
    await choose(page, csv('mine.csv', 'order,customer,date,amount\n1,a,2011-02-01,5\n'));
    await page.getByText('one runs at a time. This file can wait').waitFor();
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled(), 'a second import could be started');
    await settled(page);
    await axe(page);
    await shot(page, 'import-other');
    // The page asks again and again: one of its questions may be on the way.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

export async function importJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/import');
  await byKeyboard(page);
  await mapping(page);
  await results(page);
  await wrongFiles(page);
  await longOnes(page);
  await anothers(page);
  await check('import: no error in the console', async () => expect(errors.length === 0, errors.join('\n')));
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  for (const scheme of ['light', 'dark']) {
    await chooseScheme(small.page, scheme);
    await check(`import: a file on a phone, in Persian, ${scheme}`, async () => {
      await begin(small.page, odd);
      await small.page.locator('[data-missing]').waitFor();
      await settled(small.page);
      await shot(small.page, `import-file-fa-phone-${scheme}`);
      await noSidewaysScroll(small.page);
      await axe(small.page);
      expect(small.errors.length === 0, small.errors.join('\n'));
    });
  }
  await check('import: a refused line and a failed import say why in Persian', async () => {
    const why = small.page.getByText('عددی با ممیز نقطه نیست').first();
    await begin(small.page, bad);
    await why.waitFor();
    await small.page.getByRole('button', { name: 'وارد کن', exact: true }).click();
    await small.page.locator('[data-refusals]').filter({ has: why }).waitFor();
    await small.page.locator('[data-failure]').getByText('سطرهای زیادی رد شدند (۱۴ از ۴۰)').waitFor();
    await shot(small.page, 'import-refused-fa-phone');
  });
  await small.close();
}
