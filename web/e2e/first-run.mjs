// From an empty workspace to the first figure, on a server of its own (CLIENTELE_BINARY), which is also killed at an import.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { phone, visitor } from './browser.mjs';
import { axe, check, chooseLanguage, expect, noSidewaysScroll, settled, shot } from './harness.mjs';

const binary = process.env.CLIENTELE_BINARY ?? '';

/** Serves an empty workspace, and tells its address and the password that it printed. */
async function served(folder, port) {
  const server = spawn(binary, ['--data', folder, 'serve', '--port', String(port)], { stdio: ['ignore', 'pipe', 'ignore'] });
  let password = '';
  let address = '';
  for await (const line of createInterface({ input: server.stdout })) {
    password = /password:?\s+(\S+)/i.exec(line)?.[1] ?? password;
    address = /https?:\/\/[\d.:]+/.exec(line)?.[0] ?? address;
    if (address !== '') break;
  }
  const stop = (signal) =>
    new Promise((resolve) => {
      server.once('exit', resolve);
      server.kill(signal);
    });
  return { address, password, stop };
}

export async function firstRunJourney() {
  if (binary === '') {
    console.log('skip  first run: CLIENTELE_BINARY names no program');
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'clientele-first-'));
  let server = await served(folder, 0);
  const { address, password } = server;
  const enter = async (page, to = '/') => {
    await page.goto(address + to);
    await page.locator('input[name=login]').fill('admin');
    await page.locator('input[name=password]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForSelector('#main h1');
  };
  const { page, errors, close } = await visitor();
  const small = await visitor({ size: phone });
  await check('first run: an empty Home leads in three steps, on a phone in Persian too', async () => {
    await enter(page);
    await page.locator('[data-first-run]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'first-run');
    await enter(small.page);
    await chooseLanguage(small.page, 'fa');
    await small.page.reload();
    await small.page.locator('[data-first-run]').waitFor();
    await settled(small.page);
    await noSidewaysScroll(small.page);
    await axe(small.page);
    await shot(small.page, 'first-run-fa-phone');
  });
  await check('first run: the sample is loaded with one click, and Home shows the first figure', async () => {
    await page.getByRole('button', { name: 'Load the sample' }).click();
    await page.waitForSelector('[data-figure=orders]');
    await page.locator('[data-set-up]').waitFor();
    await settled(page);
    await axe(page);
    await shot(page, 'first-figures');
  });
  await check('first run: the list of the set-up is put away and called back', async () => {
    await page.getByRole('button', { name: 'Put away' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Show what is still to be set up' }).click();
    await page.locator('[data-item=goal]').waitFor();
  });
  await check('first run: the sample is taken out again, and Home is empty', async () => {
    await page.getByRole('link', { name: 'take the sample out' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.locator('[data-import][data-state=undone]').waitFor();
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.locator('[data-first-run]').waitFor();
  });
  // The end of the server would be an error of a page that does not wait for it.
  await small.close();
  await check('import: a server that is killed at an import is waited for, and says what became of it', async () => {
    page.expectsFailure = true;
    await page.goto(`${address}/import`);
    const lines = Array.from({ length: 400_000 }, (_, n) => `o${n},c${n % 9000},2011-03-01,1`).join('\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(`order,customer,date,amount\n${lines}\n`) });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.locator('[data-import][data-state=running]').waitFor();
    await server.stop('SIGKILL');
    await page.getByText('The server can not be reached').first().waitFor();
    await shot(page, 'import-server-gone');
    server = await served(folder, Number(new URL(address).port));
    await page.locator('[data-import][data-state=failed]').waitFor();
    await settled(page);
    await shot(page, 'import-server-back');
    page.expectsFailure = false;
  });
  await check('first run: no error in the console', async () => expect([...errors, ...small.errors].length === 0, [...errors, ...small.errors].join('\n')));
  await close();
  await server.stop('SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
