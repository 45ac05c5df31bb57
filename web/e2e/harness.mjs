// What the journeys share: the address, the sign-in, checks that count.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const address = (process.env.CLIENTELE_URL ?? 'http://127.0.0.1:7070').replace(/\/$/, '');
export const login = process.env.CLIENTELE_LOGIN ?? 'admin';
export const password = process.env.CLIENTELE_PASSWORD ?? '';

const shots = fileURLToPath(new URL('shots/', import.meta.url));
mkdirSync(shots, { recursive: true });
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const tally = { passed: 0, failed: [] };

export async function check(name, run) {
  try {
    await run();
    tally.passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    const told = `FAIL  ${name}\n      ${String(error?.message ?? error).split('\n').slice(0, 6).join('\n      ')}`;
    tally.failed.push(told);
    console.log(told);
  }
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

let given = 0;

/** A word that no other journey and no other run has: two of them may begin within one millisecond. */
export function unique() {
  given += 1;
  return `${Date.now().toString(36)}${given.toString(36)}`;
}

export async function signIn(page, to = '/') {
  await page.goto(address + to);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForSelector('#main h1');
}

/** The file that an act brings. Both are waited for at once: an act that fails is that check's failure, and no wait outlives it. */
export async function fileOf(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** The page has its figures: nothing is loading any more, and every chart is drawn. */
export async function settled(page) {
  await page.waitForSelector('#main h1');
  await page.waitForFunction(() => document.querySelector('[role=status], .mantine-Skeleton-root, [aria-busy=true]') === null);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(250);
}

export async function chooseLanguage(page, language) {
  await page.evaluate((chosen) => localStorage.setItem('clientele.language', chosen), language);
}

export async function chooseScheme(page, scheme) {
  await page.evaluate((chosen) => localStorage.setItem('mantine-color-scheme-value', chosen), scheme);
}

/** The other colours while the page is open, as when they are chosen in a second tab. */
export async function switchScheme(page, scheme) {
  await page.evaluate((newValue) => {
    const key = 'mantine-color-scheme-value';
    localStorage.setItem(key, newValue);
    dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }));
  }, scheme);
  await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme);
}

export async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, nodes }) => ({ id, impact, count: nodes.length, first: nodes[0]?.html ?? '' }));
  });
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.length === 0,
    grave.map(({ id, impact, count, first }) => `${impact} ${id} ×${count}: ${first.slice(0, 200)}`).join('\n'),
  );
}

export async function shot(page, name, fullPage = true) {
  await page.screenshot({ path: `${shots}${name}.png`, fullPage });
}

/** Nothing sticks out sideways: a phone's reader never scrolls the page itself to the side. */
export async function noSidewaysScroll(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over <= 0, `the page is ${over} px wider than the screen`);
}

/** Nothing jumped while the page filled itself: the browser's own measure, of which up to 0.1 counts as good. */
export async function steady(page) {
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        const add = (list) => list.getEntries().forEach((entry) => (sum += entry.hadRecentInput ? 0 : entry.value));
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 100);
      }),
  );
  expect(shift <= 0.1, `the page jumped by ${shift.toFixed(3)}`);
}
