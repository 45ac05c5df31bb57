// One browser for all journeys: the system's Chromium, nothing is downloaded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How many times slower than it is the machine shall be: what passes by luck on a fast one fails on a slow one. */
const slower = Number(process.env.CLIENTELE_SLOWER ?? 1);

export const wide = { width: 1280, height: 800 };
export const phone = { width: 360, height: 740 };

/** A fresh profile: no cookie, no stored language, the given language and colours of the device. */
export async function visitor({ size = wide, scheme = 'light', locale = 'en-GB', javaScriptEnabled = true } = {}) {
  const profile = mkdtempSync(path.join(tmpdir(), 'clientele-e2e-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CLIENTELE_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: size,
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
    acceptDownloads: true,
    javaScriptEnabled,
    args,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  // A debug build of the server may think for a while.
  page.setDefaultTimeout(90_000);
  if (slower > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
  const errors = watch(page);
  return {
    page,
    errors,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Everything that the browser complains about. A refused sign-in is an answer and no error of the page. */
function watch(page) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const refused = /status of 401/.test(message.text()) && message.location().url.includes('/api/v1/');
    const provoked = page.expectsFailure === true && /status of (404|409|422|500)|net::ERR_|ApiError/.test(message.text());
    if (!refused && !provoked) errors.push(message.text());
  });
  return errors;
}
