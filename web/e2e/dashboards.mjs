// Own dashboards: made, filled, arranged by menu and by hand, read while one card fails, changed by two, removed and brought back.
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';
import { send } from './sql.mjs';

const mark = unique();
const name = `Monday ${mark}`;

const order = (page) => page.locator('[data-card]').evaluateAll((cards) => cards.map((card) => card.dataset.kind).join(' '));
const save = async (page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Arrange', exact: true }).waitFor();
};

export async function dashboardJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/dashboards');
  const good = await send(page, 'POST', '/api/v1/saved-queries', {
    name: `Orders a month ${mark}`,
    sql: 'select month_of(day) as month, count(*) as orders from orders where day between $from and $as_of group by 1 order by 1',
    chart: { kind: 'line', x: 'month', y: ['orders'] },
  });
  const bad = await send(page, 'POST', '/api/v1/saved-queries', { name: `Wrong ${mark}`, sql: 'select nothing from orders' });

  await check('dashboards: a new page is empty and says what to do', async () => {
    await settled(page);
    await axe(page);
    await page.getByRole('button', { name: 'New dashboard' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.waitForURL(/dashboards\/dsh_/);
    await page.getByRole('heading', { name: 'No card yet' }).waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'dashboard-empty');
  });

  await check('dashboards: reports, a saved question and words are put on it', async () => {
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    for (const kind of ['money_figures', 'months', good.id, bad.id, 'rfm_map', 'goals', 'text']) {
      await page.getByRole('combobox', { name: 'Card to add' }).selectOption(kind);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
    }
    await page.getByRole('textbox', { name: 'Words of your own' }).fill('Look at returning customers first.');
    await settled(page);
    await axe(page);
    await shot(page, 'dashboard-arranging');
    await save(page);
    expect((await order(page)) === 'money_figures months query query rfm_map goals text', await order(page));
  });

  await check('dashboards: a card that fails says so, and the others live', async () => {
    await page.reload();
    await page.locator('[data-figure=orders]').waitFor();
    await page.locator('[data-card] [role=alert]', { hasText: 'nothing' }).waitFor();
    await page.locator('[data-chart=line]').waitFor();
    for (const card of await page.locator('[data-card]').all()) await card.scrollIntoViewIfNeeded();
    await settled(page);
    await axe(page);
    await shot(page, 'dashboard-full');
  });

  await check('dashboards: cards below the fold wait until they are seen', async () => {
    await page.setViewportSize({ width: 1280, height: 420 });
    // The page comes back to where its reader was: that is the top.
    await page.evaluate(() => globalThis.scrollTo(0, 0));
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator('[data-figure=orders]').waitFor();
    expect((await page.locator('[data-unseen]').count()) > 0, 'every card was drawn at once');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await check('dashboards: the days are shared by the cards and stand in the address', async () => {
    const url = new URL(page.url());
    url.searchParams.set('from', '2011-01-01');
    url.searchParams.set('as_of', '2011-06-30');
    await page.goto(url.href);
    await page.locator('[data-chart=line]').waitFor();
    await settled(page);
    const answer = await send(page, 'GET', `/api/v1/saved-queries/${good.id}/result?from=2011-01-01&as_of=2011-06-30`);
    expect(answer.rows.length === 6, `${answer.rows.length} months`);
    await page.getByText('as of 30 Jun 2011').first().waitFor();
    await shot(page, 'dashboard-days');
  });

  await check('dashboards: cards are moved and widened by their menus', async () => {
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    await page.getByRole('button', { name: 'Arrange “Revenue and customers by month”' }).click();
    await page.getByRole('menuitem', { name: 'Move before' }).click();
    expect((await order(page)).startsWith('months money_figures'), await order(page));
    await page.getByRole('button', { name: 'Arrange “Revenue and customers by month”' }).click();
    await page.getByRole('menuitem', { name: 'Wider' }).click();
    expect((await page.locator('[data-kind=months]').getAttribute('data-width')) === '3', 'it is not wider');
  });

  await check('dashboards: a card is dragged by its handle', async () => {
    const handle = page.locator('[data-kind=goals] [data-handle]');
    await handle.scrollIntoViewIfNeeded();
    await handle.dragTo(page.locator('[data-kind=rfm_map] [data-handle]'));
    expect((await order(page)).includes('goals rfm_map'), await order(page));
  });

  await check('dashboards: a removed card comes back where it was', async () => {
    const before = await order(page);
    await page.getByRole('button', { name: 'Arrange “RFM map”' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    expect(!(await order(page)).includes('rfm_map'), 'the card is still there');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await order(page)) === before, await order(page));
    await save(page);
  });

  await check('dashboards: two editors do not overwrite one another', async () => {
    const id = new URL(page.url()).pathname.split('/').pop();
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    const now = await send(page, 'GET', `/api/v1/dashboards/${id}`);
    await send(page, 'PUT', `/api/v1/dashboards/${id}`, { name: `${name} theirs`, version: now.version, cards: [] });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Somebody else has saved this dashboard' }).waitFor();
    await axe(page);
    await page.getByRole('button', { name: 'Save as a new one' }).click();
    await page.getByRole('button', { name: 'Arrange', exact: true }).waitFor();
    expect((await page.locator('[data-card]').count()) === 7, 'the cards are not there');
  });

  await check('dashboards: a removed dashboard comes back', async () => {
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the dashboard' }).click();
    await page.getByText('The dashboard was removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-card]').first().waitFor();
  });

  await check('dashboards: print has no tools, and all cards', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => globalThis.dispatchEvent(new Event('beforeprint')));
    await page.waitForFunction(() => document.querySelector('[data-unseen]') === null);
    await settled(page);
    await shot(page, 'dashboard-print');
    await page.emulateMedia({ media: 'screen' });
  });
  await check('dashboards: no error in the console', async () => {
    const grave = errors.filter((text) => !text.includes('422') && !text.includes('409'));
    expect(grave.length === 0, grave.join('\n'));
  });
  const path = new URL(page.url()).pathname;
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('dashboards: a page of cards on a phone, in Persian and dark', async () => {
    await small.page.goto(address + path);
    await small.page.locator('[data-card]').first().waitFor();
    for (const card of await small.page.locator('[data-card]').all()) await card.scrollIntoViewIfNeeded();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'dashboard-fa-phone');
  });
  await small.close();
}
