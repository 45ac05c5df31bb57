// The page Webhooks: an endpoint that does not answer, and a sender from a pasted sample to events.
import { readFileSync } from 'node:fs';
import { phone, visitor } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, noSidewaysScroll, settled, shot, signIn, unique } from './harness.mjs';
import { send } from './sql.mjs';

// Journeys may be run again on the same workspace.
const mark = unique();
const persian = JSON.parse(readFileSync(new URL('../src/locales/fa/webhooks.json', import.meta.url), 'utf8'));
const endpoint = `https://hooks.invalid/${mark}`;
const sender = `Shop system ${mark}`;

async function outgoing(page) {
  await check('webhooks: an address inside is refused with a sentence', async () => {
    page.expectsFailure = true;
    await page.getByRole('button', { name: 'New endpoint' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('http://169.254.169.254/hooks');
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.getByRole('alert').getByText('169.254.169.254').waitFor();
    page.expectsFailure = false;
  });

  await check('webhooks: an endpoint is made, and its secret is shown once', async () => {
    await page.getByRole('textbox', { name: 'Address' }).fill(endpoint);
    await page.getByRole('group', { name: 'Told of' }).getByLabel('Order').check();
    await axe(page);
    await shot(page, 'webhooks-new');
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.locator('[data-once]', { hasText: 'whsec_' }).waitFor();
    await axe(page);
    await shot(page, 'webhooks-secret');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.locator('[data-once]').waitFor({ state: 'detached' });
    expect((await page.getByText('whsec_').count()) === 0, 'the secret is still there');
  });

  await check('webhooks: a test that gets no answer says so, and why', async () => {
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.locator('[data-tested=false]').getByText('The test got no answer').waitFor();
    await page.locator('[data-tested=false] [data-failure]').getByText('has no address').waitFor();
    await axe(page);
  });

  await check('webhooks: an endpoint is changed, paused and resumed', async () => {
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('The warehouse');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    await page.getByText('The warehouse').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Send again' }).waitFor();
    await page.getByText('Somebody switched it off.').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'webhooks-paused');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  await check('webhooks: an endpoint is removed after a question', async () => {
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'This can not be undone. Remove?' }).click();
    await page.getByRole('button', { name: endpoint }).waitFor({ state: 'detached' });
  });
}

async function incoming(page) {
  let path = '';
  await check('webhooks: a sender gets an address, and an example that is tried at once', async () => {
    await page.goto(`${address}/webhooks?side=incoming`);
    await settled(page);
    await page.getByRole('textbox', { name: 'Name' }).fill(sender);
    await page.getByRole('button', { name: 'Make the address' }).click();
    path = (await page.locator('[data-once] code').textContent()) ?? '';
    expect(path.startsWith(`${address}/hooks/hook_`), `the address is ${path}`);
    await page.locator('[data-fact-kind=order]').getByText('ada@example.org').waitFor();
    await axe(page);
    await shot(page, 'webhooks-incoming');
  });

  await check('webhooks: what is wrong with a mapping is said while it is typed', async () => {
    const mapping = page.getByRole('textbox', { name: 'Mapping, JSON' });
    const text = await mapping.inputValue();
    await mapping.fill(text.replace('"order.paid"', '"order.paid'));
    await page.getByText('This is no JSON yet').waitFor();
    await mapping.fill(text.replace('"kind": "order"', '"kind": "odrer"'));
    await page.locator('[data-trial=wrong]').getByText('/rules/0/kind').waitFor();
    await page.locator('[data-trial=wrong]').getByText('the kind is one of').waitFor();
    expect(await page.getByRole('button', { name: 'Go live' }).isDisabled(), 'a mapping that is wrong can go live');
    await axe(page);
    await shot(page, 'webhooks-wrong');
    await mapping.fill(text.replace('"shop"', `"shop ${mark}"`));
    await page.locator('[data-trial=well]').getByText(`shop ${mark}`).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved and tried. It can go live.').waitFor();
    await page.getByRole('button', { name: 'Go live' }).click();
    await page.getByText('This mapping is live.').waitFor();
  });

  await check('webhooks: what a sender sends becomes an event, or is listed with what is wrong', async () => {
    const sample = JSON.parse(await page.getByRole('textbox', { name: 'Sample of what is sent' }).inputValue());
    // Among the shop's orders: a later one would make a day without others the reports' last.
    const created = '2011-06-01T10:00:00Z';
    const taken = await page.request.post(path, { data: { ...sample, created, id: `evt-${mark}` } });
    expect(taken.status() === 200, `the sender is answered ${taken.status()} ${await taken.text()}`);
    const refused = await page.request.post(path, { data: { ...sample, id: `wrong-${mark}`, number: undefined } });
    expect(refused.status() === 400, `a wrong payload is answered ${refused.status()}`);
    await page.getByRole('row', { name: `wrong-${mark}` }).waitFor();
    await page.getByRole('link', { name: 'Volumes of its events' }).click();
    await page.waitForURL(/\/sources\?open=src_/);
    await page.getByRole('row', { name: sender }).first().waitFor();
    await page.goBack();
    await settled(page);
    await page.getByRole('row', { name: `wrong-${mark}` }).waitFor();
    await axe(page);
    await shot(page, 'webhooks-refused');
  });
}

export async function webhookJourney() {
  const { page, errors, close } = await visitor();
  await signIn(page, '/webhooks');
  await settled(page);
  await outgoing(page);
  await incoming(page);
  await check('webhooks: no error in the console', async () => {
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();

  const small = await visitor({ size: phone });
  await signIn(small.page);
  await chooseLanguage(small.page, 'fa');
  await chooseScheme(small.page, 'dark');
  await check('webhooks: why nothing is sent and why a test failed, in Persian and dark', async () => {
    const { endpoint: made } = await send(small.page, 'POST', '/api/v1/webhooks/endpoints', { url: `${endpoint}-fa` });
    await send(small.page, 'POST', `/api/v1/webhooks/endpoints/${made.id}/disable`);
    await small.page.goto(`${address}/webhooks`);
    await small.page.getByRole('button', { name: made.url }).click();
    await small.page.getByText('کسی آن را خاموش کرد.').waitFor();
    await small.page.getByRole('button', { name: persian.hook.out.test, exact: true }).click();
    await small.page.locator('[data-tested=false] [data-failure]').getByText('نشانی ندارد').waitFor();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'webhooks-outgoing-fa-phone');
    await send(small.page, 'DELETE', `/api/v1/webhooks/endpoints/${made.id}`);
  });
  await check('webhooks: a sender on a phone, in Persian and dark', async () => {
    await small.page.goto(`${address}/webhooks?side=incoming`);
    await small.page.getByRole('button', { name: sender }).click();
    await settled(small.page);
    const mapping = small.page.getByRole('textbox', { name: persian.hook.in.json });
    const text = await mapping.inputValue();
    await small.page.getByRole('textbox', { name: persian.hook.in.sample }).fill('{}');
    await mapping.fill(text.replace('"kind": "order"', '"kind": "odrer"'));
    await small.page.locator('[data-trial=wrong]').getByText('گونه یکی از این‌هاست').waitFor();
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'webhooks-incoming-fa-phone');
    expect(small.errors.length === 0, small.errors.join('\n'));
  });
  await small.close();
}
