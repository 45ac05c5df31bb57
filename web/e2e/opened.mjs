// Figures that open their customers: the RFM map and who moved on it, the retention matrix, products, groups of value, pieces of the bridge,
// months of acquisition and of subscriptions.
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, expect, noSidewaysScroll, settled, shot, signIn } from './harness.mjs';

const persian = '۰۱۲۳۴۵۶۷۸۹';

/** A whole number as it is written in English or Persian. */
function number(text) {
  const latin = [...(text ?? '')].map((letter) => (persian.includes(letter) ? persian.indexOf(letter) : letter)).join('');
  return Number(latin.replace(/\D/g, ''));
}

/** Opens a figure by the keyboard and holds against it how many its list tells. */
async function opens(page, one, name) {
  const figure = number(await one.textContent());
  await one.focus();
  await page.keyboard.press('Enter');
  // Another list may be open already: its rows are not those that are waited for.
  await page.locator(`[data-members="${figure}"] [data-row]`).first().waitFor();
  await settled(page);
  const told = Number(await page.locator('[data-members]').getAttribute('data-members'));
  expect(told === figure && figure > 0, `${name}: ${told} are told, the figure is ${figure}`);
  const list = page.locator('[data-members]');
  const focused = await list.evaluate((element) => document.activeElement?.contains(element) === true);
  expect(focused, `${name}: the keyboard is not at the list`);
  return figure;
}

/** The server's own count, asked page by page as the console asks. */
async function listed(page, path) {
  return page.evaluate(async (asked) => {
    let count = 0;
    let cursor = '';
    do {
      const answer = await (await fetch(`/api/v1/reports/${asked}limit=1000${cursor}`)).json();
      count += answer.items.length;
      cursor = answer.next_cursor === null ? '' : `&cursor=${answer.next_cursor}`;
    } while (cursor !== '');
    return count;
  }, path);
}

async function closes(page, one, name) {
  await page.locator('[data-members]').first().waitFor();
  await page.getByRole('button', { name: /^(Close the list of customers|بستن فهرست مشتریان)$/ }).click();
  await page.locator('[data-members]').waitFor({ state: 'detached' });
  expect(await one.evaluate((element) => element === document.activeElement), `${name}: the keyboard is not back on the figure`);
}

const link = (page, figure) => page.locator(`a[data-opens="${figure}"]`);

async function ofRfm(page) {
  await check('rfm: all of the map, a move, and all who were in a segment open their customers', async () => {
    await page.goto(`${address}/rfm?compare=2011-06-30`);
    await link(page, 'loyal.loyal').waitFor();
    await settled(page);
    const all = await opens(page, link(page, 'all'), 'all');
    expect((await listed(page, 'rfm/customers?')) === all, `not ${all} are listed`);
    await closes(page, link(page, 'all'), 'all');
    let from = 0;
    const origins = ['none.all', 'loyal.all'];
    const lost = await page.locator('tr[data-from=loyal] td a').evaluateAll((links) => links.map((one) => one.dataset.opens));
    for (const move of ['none.new', ...lost.slice(0, 2), ...origins]) {
      const figure = await opens(page, link(page, move), move);
      const [segment, to] = move.split('.');
      const query = `rfm/customers?compare=2011-06-30&from_segment=${segment}&${to === 'all' ? '' : `segment=${to}&`}`;
      expect((await listed(page, query)) === figure, `${move}: not ${figure} are listed`);
      if (origins.includes(move)) from += figure;
    }
    expect(from < all, `${from} of ${all} were loyal or not yet customers`);
    await axe(page);
    await shot(page, 'rfm-opened-move');
    await closes(page, link(page, 'loyal.all'), 'loyal.all');
    await page.goto(`${address}/rfm?open=loyal.lost`);
    await link(page, 'all').waitFor();
    await settled(page);
    expect((await page.locator('[data-members]').count()) === 0, 'a move since no day is left out');
  });
}

async function ofMatrix(page) {
  await check('retention matrix: everybody and those to win back open their customers, under the terms of the page', async () => {
    await page.goto(`${address}/retention-matrix?days=365&as_of=2011-09-30`);
    await link(page, 'win_back').waitFor();
    await settled(page);
    for (const [place, asked] of [['all', ''], ['win_back', 'win_back=true&']]) {
      const figure = await opens(page, page.locator(`[data-fact] a[data-opens=${place}]`), place);
      const query = `retention-matrix/customers?days=365&as_of=2011-09-30&${asked}`;
      expect((await listed(page, query)) === figure, `${place}: not ${figure} are listed`);
      await axe(page);
      await shot(page, `retention-matrix-${place}`);
    }
    await page.getByRole('button', { name: 'Close the list' }).click();
    await page.locator('[data-members]').waitFor({ state: 'detached' });
    const focused = await link(page, 'win_back').evaluate((one) => one === document.activeElement);
    expect(focused, 'the keyboard is not back on the figure');
  });
}

async function ofProducts(page) {
  await check('products: all buyers and all who came in the time open their customers', async () => {
    await page.goto(`${address}/products?from=2011-05-01&as_of=2011-06-30`);
    await link(page, 'all_buyers').waitFor();
    await settled(page);
    for (const [figure, name] of [['all_buyers', 'buyers'], ['new_customers', 'new_customers']]) {
      const count = await opens(page, link(page, figure), figure);
      const query = `products/customers?figure=${name}&from=2011-05-01&as_of=2011-06-30&`;
      expect((await listed(page, query)) === count, `${figure}: not ${count} are listed`);
    }
    await axe(page);
    await shot(page, 'products-opened-total');
    await closes(page, link(page, 'new_customers'), 'new_customers');
  });
}

async function ofValue(page) {
  await check('value: a segment, a country, a month and everybody open their customers', async () => {
    for (const [by, group, query] of [
      ['', 'segment=champions', 'value/customers?segment=champions&'],
      ['?by=country', 'country=United Kingdom', 'value/customers?country=United%20Kingdom&'],
      ['?by=month&as_of=2011-06-30', 'month=2010-12', 'value/customers?month=2010-12&as_of=2011-06-30&'],
      ['', 'everybody', 'value/customers?'],
    ]) {
      await page.goto(`${address}/value${by}`);
      await link(page, group).waitFor();
      await settled(page);
      const figure = await opens(page, link(page, group), group);
      expect((await listed(page, query)) === figure, `${group}: not ${figure} are listed`);
      await axe(page);
      await shot(page, `value-opened-${by === '' ? group.split('=')[0] : by.slice(4, 7)}`);
      await closes(page, link(page, group), group);
    }
  });

  await check('value: a piece of the bridge opens its customers, under the terms of the page', async () => {
    await page.goto(`${address}/value?months=12&margin=0.4&from=2011-03-31`);
    await link(page, 'piece=grown').waitFor();
    await settled(page);
    for (const piece of ['acquired', 'grown', 'lost']) {
      const figure = await opens(page, link(page, `piece=${piece}`), piece);
      const query = `equity/customers?piece=${piece}&months=12&margin=0.4&from=2011-03-31&`;
      expect((await listed(page, query)) === figure, `${piece}: not ${figure} are listed`);
    }
    await axe(page);
    await shot(page, 'value-opened-piece');
    await closes(page, link(page, 'piece=lost'), 'lost');
    await page.goto(`${address}/value?open=country%3DNowhere`);
    await link(page, 'everybody').waitFor();
    await settled(page);
    expect((await page.locator('[data-members]').count()) === 0, 'a group that is none is left out');
  });
}

async function ofAcquisition(page, send) {
  await check('acquisition: a month and all months with a spend open who came in them', async () => {
    for (const month of ['2010-12', '2011-05']) await send('PUT', `/api/v1/spend/${month}`, { amount_minor: 100_000 });
    await page.goto(`${address}/profitability?as_of=2011-09-30`);
    await link(page, '2011-05').waitFor();
    await settled(page);
    const may = await opens(page, link(page, '2011-05'), 'May');
    expect((await listed(page, 'acquisition/customers?month=2011-05&as_of=2011-09-30&')) === may, `not ${may} are listed`);
    await closes(page, link(page, '2011-05'), 'May');
    const all = await opens(page, link(page, 'all'), 'all');
    expect((await listed(page, 'acquisition/customers?as_of=2011-09-30&')) === all && all > may, `not ${all} are listed`);
    await axe(page);
    await shot(page, 'acquisition-opened');
  });
}

async function ofProfit(page) {
  await check('profitability: who costs more than they bring, and a tenth, are listed alone', async () => {
    await page.goto(`${address}/profitability?cost_per_order_minor=20000`);
    await link(page, 'unprofitable').waitFor();
    await settled(page);
    for (const part of ['unprofitable', '10']) {
      const figure = parseInt(((await link(page, part).textContent()) ?? '').replace(/[,\s]/g, ''), 10);
      await link(page, part).focus();
      await page.keyboard.press('Enter');
      const list = page.locator(`[data-part="${part}"]`);
      await list.locator('[data-row]').first().waitFor();
      await settled(page);
      expect(Number(await list.getAttribute('data-part-customers')) === figure && figure > 0, `${part}: the figure is ${figure}`);
      const asked = part === '10' ? 'decile=10' : 'unprofitable=true';
      expect((await listed(page, `profitability/customers?cost_per_order_minor=20000&${asked}&`)) === figure, `${part}: not ${figure} are listed`);
    }
    await axe(page);
    await shot(page, 'profitability-tenth');
    await page.getByRole('button', { name: 'Show all customers' }).click();
    await page.locator('[data-part]').waitFor({ state: 'detached' });
    expect(await link(page, '10').evaluate((one) => one === document.activeElement), 'the keyboard is not back on the figure');
  });
}

/** Twelve subscribers who never ordered; some leave after two months. */
const contracts = `customer,start,end,price,period\n${Array.from({ length: 12 }, (_, n) => `subscriber-${n},2011-0${(n % 3) + 1}-05,${n % 4 === 0 ? `2011-0${(n % 3) + 3}-05` : ''},9.99,month`).join('\n')}\n`;

async function ofSubscriptions(page) {
  await check('subscriptions: those who subscribe, came and went are opened from the figures', async () => {
    await page.goto(`${address}/subscriptions`);
    await page.locator('[data-fact=subscribers] a').waitFor();
    await settled(page);
    const now = page.locator('[data-fact=subscribers] a');
    expect((await opens(page, now, 'now')) === 9, 'nine subscribe');
    await closes(page, now, 'now');
    await page.locator('main summary').first().click();
    for (const [figure, month] of [['new', '2011-02'], ['end', '2011-03'], ['lost', '2011-05']]) {
      const cell = page.locator(`td a[data-opens="${figure} ${month}"]`);
      await cell.waitFor();
      const count = await opens(page, cell, `${figure} ${month}`);
      const shown = await listed(page, `subscriptions/customers?figure=${figure}&month=${month}&`);
      expect(shown === count, `${figure} ${month}: ${shown} are listed`);
    }
    await axe(page);
    await shot(page, 'subscriptions-opened');
    await closes(page, page.locator('td a[data-opens="lost 2011-05"]'), 'lost');
  });
}

/** The same pages in Persian and on a phone, opened by their addresses. */
async function inPersian() {
  const { page, errors, close } = await visitor({ size: phone });
  await signIn(page);
  await chooseLanguage(page, 'fa');
  for (const [path, figure, title] of [
    ['/rfm?open=all', 'all', 'همهٔ مشتریان دارای سفارش'],
    ['/rfm?compare=2011-06-30&open=none.all', 'none.all', 'از «هنوز مشتری نبوده» به همهٔ بخش‌ها'],
    ['/retention-matrix?cell=win_back', 'win_back', 'مشتریان: باارزش و ازدست‌رفته'],
    ['/products?open=all_buyers', 'all_buyers', 'خریداران این بازه'],
    ['/value?open=segment%3Dchampions', 'segment=champions', 'قهرمانان'],
    ['/value?open=piece%3Dlost', 'piece=lost', 'ازدست‌رفته'],
    ['/profitability?open=all', 'all', 'در ماهی با هزینه آمدند'],
    ['/subscriptions?open=lost&month=2011-05', undefined, /^مشترکان ازدست‌رفتهٔ/],
  ]) {
    await check(`figures are open in Persian on a phone: ${path}`, async () => {
      await page.goto(address + path);
      await page.locator('[data-members] [data-row]').first().waitFor();
      await settled(page);
      await page.getByRole('heading', { name: title }).waitFor();
      const told = Number(await page.locator('[data-members]').getAttribute('data-members'));
      const shown = figure === undefined ? told : number(await link(page, figure).textContent());
      expect(told === shown && told > 0, `${told} are told, the figure is ${shown}`);
      await noSidewaysScroll(page);
      await axe(page);
      await shot(page, `opened-fa-${(figure ?? 'lost').replace('=', '-')}`);
    });
  }
  await check('figures in Persian leave no error in the console', async () => expect(errors.length === 0, errors.join('\n')));
  await close();
}

export async function openedJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  const { csrf_token: token } = await (await page.request.get(`${address}/api/v1/session`)).json();
  const send = async (method, path, data, type = 'application/json') => {
    const answer = await page.request.fetch(address + path, { method, headers: { 'x-csrf-token': token, 'content-type': type }, ...(data === undefined ? {} : { data }) });
    expect(answer.ok(), `${method} ${path}: ${answer.status()}`);
    return answer;
  };
  const begun = await (await send('POST', '/api/v1/imports/subscriptions?file_name=subscribers.csv', contracts, 'text/csv')).json();
  await check('subscriptions go in', async () => {
    const state = async () => (await (await page.request.get(`${address}/api/v1/imports/${begun.id}`)).json()).state;
    const until = Date.now() + 60_000;
    while (['running', 'committing'].includes(await state()) && Date.now() < until) await page.waitForTimeout(200);
    expect((await state()) === 'done', await state());
  });
  await ofRfm(page);
  await ofMatrix(page);
  await ofProducts(page);
  await ofValue(page);
  await ofAcquisition(page, send);
  await ofProfit(page);
  await ofSubscriptions(page);
  await inPersian();
  await check('opened figures leave the workspace as it was, and no error in the console', async () => {
    for (const month of ['2010-12', '2011-05']) await send('DELETE', `/api/v1/spend/${month}`);
    await send('DELETE', `/api/v1/imports/${begun.id}`);
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
