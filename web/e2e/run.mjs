// Journeys through the console of a running server: CLIENTELE_URL, CLIENTELE_LOGIN, CLIENTELE_PASSWORD say where and who.
// Pictures land in e2e/shots. `run.mjs looks value` runs one journey, and of the looks one page. The last line is the count; the exit code is not zero when a check failed.
// Of a whole run, a journey with a failed check is walked once more, in a process of its own: what passes then is told as unsteady, and is to be mended; what fails twice fails the run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { baseJourney } from './base.mjs';
import { adminJourney } from './admin.mjs';
import { calculatorJourney } from './calculators.mjs';
import { chartJourney } from './charts.mjs';
import { cardJourney } from './customer-card.mjs';
import { customerJourney } from './customers.mjs';
import { firstRunJourney } from './first-run.mjs';
import { dashboardJourney } from './dashboards.mjs';
import { formPageJourney } from './form-page.mjs';
import { formJourneys } from './forms.mjs';
import { check, expect, password, tally } from './harness.mjs';
import { importJourney } from './import.mjs';
import { labJourneys } from './lab.mjs';
import { looks, switches } from './looks.mjs';
import { openedJourney } from './opened.mjs';
import { productJourney } from './products.mjs';
import { qualityJourney } from './quality.mjs';
import { reportJourneys } from './reports.mjs';
import { scheduleJourney } from './schedules.mjs';
import { shellJourney } from './shell.mjs';
import { signInJourney } from './sign-in.mjs';
import { sourceJourney } from './sources.mjs';
import { sqlJourney } from './sql.mjs';
import { webhookJourney } from './webhooks.mjs';

if (password === '') {
  console.error('Set CLIENTELE_PASSWORD (and CLIENTELE_URL, CLIENTELE_LOGIN when they are not the usual ones).');
  process.exit(2);
}

const only = process.argv[2];
const journeys = { signInJourney, shellJourney, adminJourney, reportJourneys, customerJourney, cardJourney, labJourneys, baseJourney, calculatorJourney, chartJourney, productJourney, openedJourney, formJourneys, formPageJourney, importJourney, firstRunJourney, sourceJourney, webhookJourney, qualityJourney, sqlJourney, dashboardJourney, scheduleJourney, switches, looks };

const unsteady = [];
// A promise that nobody waits for any more is a failed check of its journey, and not the end of the run.
process.on('unhandledRejection', (error) => void check('nothing fails behind the journey’s back', async () => expect(false, String(error))));

async function walk(name, journey) {
  try {
    await journey();
  } catch (error) {
    await check(`${name} runs to its end`, async () => expect(false, String(error)));
  }
}

/** Whether a journey that failed passes in a second walk. Told what failed at first, so that it is not forgotten. */
function passesNow(name, failed) {
  console.log(`\n${name} is walked once more: ${failed.length} failed`);
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  if (status === 0) unsteady.push(...failed.map((told) => told.replace('FAIL  ', 'UNSTEADY  ')));
  return status === 0;
}

for (const [name, journey] of Object.entries(journeys)) {
  if (only !== undefined && !name.startsWith(only)) continue;
  const before = tally.failed.length;
  await walk(name, journey);
  const failed = tally.failed.slice(before);
  if (only === undefined && failed.length > 0 && passesNow(name, failed)) {
    tally.failed.length = before;
    tally.passed += failed.length;
  }
}
// Whoever reads only the end of a long log sees what failed.
for (const told of [...unsteady, ...tally.failed]) console.log(told);
const late = unsteady.length > 0 ? ` (${unsteady.length} of them only in a second walk)` : '';
console.log(`${tally.passed} passed${late}, ${tally.failed.length} failed`);
process.exitCode = tally.failed.length === 0 ? 0 : 1;
