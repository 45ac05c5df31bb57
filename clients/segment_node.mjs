// @segment/analytics-node as a developer uses it.
import { Analytics } from '@segment/analytics-node';

import { event, events, pause, pauseMs } from './plan.mjs';

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, maxRetries: 100, httpRequestTimeout: 5000 });
let failed = 0;
analytics.on('error', () => (failed += 1));
analytics.identify({ userId: 'u-0', traits: { email: 'ada@example.org' } });
for (let number = 0; number < events; number += 1) {
  analytics.track(event(number));
  await pause(pauseMs);
}
await analytics.closeAndFlush({ timeout: 120_000 });
if (failed > 0) throw new Error(`${failed} events were given up`);
