import { visitor } from './browser.mjs';
import { address, axe, check, expect, settled, shot, signIn, unique } from './harness.mjs';

const user = `eve-${unique()}`;

/** Somebody else at a browser of their own, signed in. */
async function begun(login, password) {
  const other = await visitor();
  await other.page.goto(`${address}/sign-in`);
  await other.page.locator('input[name=login]').fill(login);
  await other.page.locator('input[name=password]').fill(password);
  await other.page.locator('button[type=submit]').click();
  return other;
}

/** Administration: users, keys, the machine, the audit, and what is told live. */
export async function adminJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  let first = '';

  await check('a user is added with a password that is shown once', async () => {
    await page.goto(`${address}/admin/users`);
    await settled(page);
    await page.getByRole('textbox', { name: 'Login' }).fill(user);
    await page.getByRole('textbox', { name: 'Name' }).fill('Eve');
    await page.getByRole('button', { name: 'Add the user' }).click();
    first = (await page.locator('[data-once] code').textContent()) ?? '';
    expect(/^[a-z2-9-]{19}$/.test(first), 'a password is shown');
    await axe(page);
    await shot(page, 'admin-user-added');
    await page.getByRole('button', { name: 'I have kept it' }).click();
  });

  await check('a login is taken once', async () => {
    page.expectsFailure = true;
    await page.getByRole('textbox', { name: 'Login' }).fill(user);
    await page.getByRole('button', { name: 'Add the user' }).click();
    await page.getByRole('alert').waitFor();
    page.expectsFailure = false;
  });

  await check('a viewer is shown reports and no administration', async () => {
    const eve = await begun(user, first);
    await settled(eve.page);
    expect((await eve.page.getByRole('link', { name: 'RFM map' }).count()) > 0, 'reports are there');
    for (const name of ['Users', 'System health', 'Sources']) {
      expect((await eve.page.getByRole('link', { name, exact: true }).count()) === 0, `${name} is hidden`);
    }
    await eve.close();
  });

  await check('the day of an operator begins at the customers', async () => {
    const login = `${user}-desk`;
    await page.getByRole('textbox', { name: 'Login' }).fill(login);
    await page.getByRole('textbox', { name: 'Name' }).fill('Desk');
    await page.getByRole('combobox', { name: 'Role' }).selectOption('operator');
    await page.getByRole('button', { name: 'Add the user' }).click();
    const password = (await page.locator('[data-once] code').textContent()) ?? '';
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const desk = await begun(login, password);
    await desk.page.waitForURL('**/customers');
    await settled(desk.page);
    expect((await desk.page.getByRole('link', { name: 'RFM map' }).count()) === 0, 'reports are hidden');
    await axe(desk.page);
    await desk.close();
  });

  await check('a user is kept out, and let in again', async () => {
    await page.getByRole('button', { name: user, exact: true }).click();
    await page.getByRole('button', { name: 'Keep out' }).click();
    await page.getByRole('button', { name: /All sessions of the user end/ }).click();
    await page.locator('tr', { hasText: user }).getByText('kept out since').waitFor();
    await page.getByRole('button', { name: 'Let in again' }).click();
    await page.locator('tr', { hasText: user }).getByText('may sign in').waitFor();
  });

  await check('a key is made, shown once, and revoked', async () => {
    await page.goto(`${address}/admin/keys`);
    await settled(page);
    await page.getByRole('textbox', { name: 'What it is for' }).fill(`till of ${user}`);
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.locator('[data-once] code', { hasText: /^ck_/ }).waitFor();
    await axe(page);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.locator('tr', { hasText: `till of ${user}` });
    await row.getByRole('button', { name: 'Revoke' }).click();
    await row.getByRole('button', { name: /Programs that use it stop/ }).click();
    await row.getByText('revoked').waitFor();
    await shot(page, 'admin-keys-one');
  });

  await check('the audit tells who did it, and is narrowed to one object', async () => {
    await page.goto(`${address}/admin/audit?action=user`);
    await settled(page);
    await page.locator('tr', { hasText: 'user.changed' }).first().getByRole('button', { name: user }).click();
    await page.waitForURL(/object=usr_/);
    await page.locator('tr', { hasText: 'user.created' }).getByText(user).waitFor();
  });

  await check('an import that ends is told live, counted, listed and marked as read', async () => {
    await page.goto(address);
    await settled(page);
    await page.locator('button[data-live=true]').waitFor();
    const csv = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\nE${unique()},1,Pen,1,2011-11-01 10:00,1.00,17850,United Kingdom\n`;
    const { csrf_token: token } = await (await page.request.get(`${address}/api/v1/session`)).json();
    const sent = await page.request.post(`${address}/api/v1/imports/orders?file_name=pens.csv`, { data: csv, headers: { 'x-csrf-token': token, 'content-type': 'text/csv' } });
    expect(sent.status() === 202, `the import answers ${sent.status()}: ${await sent.text()}`);
    await page.locator('[data-toast]').getByText(/is done|failed/).waitFor();
    await axe(page);
    await shot(page, 'notice-toast', false);
    await page.getByRole('button', { name: /Notifications, [1-9]/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Notifications' });
    await dialog.locator('[data-unread]').first().waitFor();
    await axe(page);
    await shot(page, 'notice-list', false);
    await dialog.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('button', { name: 'Notifications, 0 unread' }).waitFor();
    await page.keyboard.press('Escape');
  });

  await check('no error in the console', async () => expect(errors.length === 0, errors.join('\n')));
  await close();
}
