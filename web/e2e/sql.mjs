// The page SQL: a question is written, asked, corrected, stopped, drawn, saved, changed by two, removed and brought back.
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, fileOf, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const name = `Orders ${mark}`;
const editor = '.cm-content';

async function write(page, text) {
  await page.locator(editor).click();
  await page.keyboard.press('Control+a');
  // As a paste, so that brackets are not closed twice.
  await page.keyboard.insertText(text);
}

/** Asks the server as the page's own reader would. */
export async function send(page, method, path, body) {
  return page.evaluate(
    async ([how, to, sent]) => {
      const { csrf_token: token } = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
      const answer = await fetch(to, { method: how, headers, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) });
      if (!answer.ok) throw new Error(`${how} ${to} is answered ${answer.status}: ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
}

export async function sqlJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/sql');

  await check('sql: an empty page leads to a first answer', async () => {
    await page.locator(editor).waitFor();
    await settled(page);
    await axe(page);
    await page.getByRole('button', { name: 'Begin with an example' }).click();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.locator('[data-chart=line]').waitFor();
    await settled(page);
    await shot(page, 'sql-line');
    await axe(page);
  });

  await check('sql: the keyboard asks, indents and leaves the editor', async () => {
    await write(page, 'select country, count(*) as orders from orders group by 1 order by 2 desc');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-chart=bar], [data-answer]').first().waitFor();
    await page.locator(editor).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null);
    expect(left, 'the focus is still in the editor');
  });

  await check('sql: a table is sorted, paged, and its ids keep every digit', async () => {
    await write(page, 'select customer_id, orders, revenue_minor from customer_history order by 1');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-run=done] ~ * table, table[data-answer]').first().waitFor();
    await page.getByRole('button', { name: 'orders', exact: true }).click();
    await page.getByRole('button', { name: 'orders', exact: true }).click();
    const shown = page.locator('table[data-answer] tbody tr').first();
    const id = (await shown.locator('td').first().textContent()) ?? '';
    expect(/^\d{15,}$/.test(id.trim()), `the id is ${id}`);
    const said = await send(page, 'POST', '/api/v1/query', { sql: 'select cast(customer_id as varchar) as id from customer_history order by orders desc, customer_id limit 1' });
    expect(said.rows[0].id === id.trim(), `${said.rows[0].id} is not ${id}`);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('101 to 200 of').waitFor();
    await shot(page, 'sql-table');
    await axe(page);
  });

  await check('sql: a mistake is told with its line and column, and shown there', async () => {
    await write(page, 'select day,\n  dya\nfrom orders');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').filter({ hasText: 'Line 2, column 3:' }).waitFor();
    await page.locator('.cm-mistake', { hasText: 'dya' }).waitFor();
    await shot(page, 'sql-mistake');
    await axe(page);
    await write(page, `select '${'x'.repeat(100_000)}'`);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').filter({ hasText: 'The query is too long' }).waitFor();
    await write(page, 'delete from orders');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').filter({ hasText: 'queries only read' }).waitFor();
  });

  await check('sql: a long question is stopped', async () => {
    await write(page, 'select count(*) from generate_series(1, 10000000) a, generate_series(1, 1000000) b where a.value + b.value = 7');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-run=running]').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped, on the server too.').waitFor();
  });

  await check('sql: completion knows tables, columns and functions', async () => {
    await write(page, '');
    await page.keyboard.type('select revenue_m');
    await page.locator('.cm-tooltip-autocomplete', { hasText: 'revenue_minor' }).waitFor();
    await shot(page, 'sql-completion', false);
    await page.keyboard.press('Enter');
    await page.keyboard.type(', mon');
    await page.locator('.cm-tooltip-autocomplete', { hasText: 'month_of' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Part of a name' }).fill('p_alive');
    await page.getByRole('button', { name: /^p_alive\(/ }).click();
    await page.locator(editor, { hasText: 'p_alive(repeat_orders' }).waitFor();
    await page.getByRole('textbox', { name: 'Part of a name' }).fill('');
  });

  let id = '';
  await check('sql: a question is saved under a name, and its address opens it', async () => {
    await write(page, 'select month_of(day) as month, count(*) as orders from orders where day <= $as_of group by 1 order by 1');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-chart=line]').waitFor();
    await page.getByRole('button', { name: 'Save …' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('textbox', { name: 'What it tells' }).fill('Orders of each month.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/q=sqy_/);
    id = new URL(page.url()).searchParams.get('q') ?? '';
    await page.reload();
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    await page.locator('[data-chart=line]').waitFor();
    await settled(page);
    await shot(page, 'sql-saved');
    await axe(page);
  });

  await check('sql: what somebody else saved is not overwritten', async () => {
    const before = await send(page, 'GET', `/api/v1/saved-queries/${id}`);
    await send(page, 'PUT', `/api/v1/saved-queries/${id}`, { name, sql: 'select 1 as theirs', version: before.version, is_shared: true });
    await write(page, 'select 2 as mine');
    await page.getByRole('button', { name: 'Save …' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Somebody else has saved this question' }).waitFor();
    await axe(page);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${name} mine`);
    await page.getByRole('button', { name: 'Save as a new one' }).click();
    await page.getByRole('heading', { name: `${name} mine`, level: 2 }).waitFor();
  });

  await check('sql: a name that is taken is refused at its field', async () => {
    await page.getByRole('button', { name: 'Save …' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name.toUpperCase());
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('You already have a question of this name.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  await check('sql: a removed question comes back', async () => {
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('was removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: `${name} mine`, level: 2 }).waitFor();
    await page.goto(`${address}/sql?q=sqy_0000000000001`);
    await page.getByRole('alert').filter({ hasText: 'This saved question is not there' }).waitFor();
  });

  await check('sql: the answer is taken away as CSV and Parquet', async () => {
    await page.goto(`${address}/sql?q=${id}`);
    await page.locator('[data-run=done]').waitFor({ state: 'attached' });
    for (const kind of ['CSV', 'Parquet']) {
      const file = await fileOf(page, () => page.getByRole('button', { name: `Whole answer as ${kind}` }).click());
      expect(file.name === `${name}.${kind.toLowerCase()}`, file.name);
    }
  });
  await check('sql: no error in the console', async () => {
    const grave = errors.filter((text) => !text.includes('422') && !text.includes('409') && !text.includes('404'));
    expect(grave.length === 0, grave.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('sql: on a phone, in Persian and dark, the answer is a stack of cards', async () => {
    await small.page.goto(`${address}/sql`);
    await small.page.locator(editor).waitFor();
    await write(small.page, 'select customer_id, orders, revenue_minor from customer_history limit 5');
    await small.page.getByRole('button', { name: 'بپرس', exact: true }).click();
    await small.page.getByText('جدول', { exact: true }).click();
    await small.page.locator('[data-row]').first().waitFor();
    const dir = await small.page.locator(editor).evaluate((element) => getComputedStyle(element).direction);
    expect(dir === 'ltr', `the editor is ${dir}`);
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'sql-fa-phone');
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
