// Journeys through the console of a running server: CLIENTELE_URL, CLIENTELE_LOGIN, CLIENTELE_PASSWORD say where and who.
// Pictures land in e2e/shots. `run.mjs looks value` runs one journey, and of the looks one page. The last line is the count; the exit code is not zero when a check failed.
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
for (const [name, journey] of Object.entries(journeys)) {
  if (only !== undefined && !name.startsWith(only)) continue;
  try {
    await journey();
  } catch (error) {
    await check(`${name} runs to its end`, async () => expect(false, String(error)));
  }
}
// Whoever reads only the end of a long log sees what failed.
for (const told of tally.failed) console.log(told);
console.log(`${tally.passed} passed, ${tally.failed.length} failed`);
process.exitCode = tally.failed.length === 0 ? 0 : 1;
