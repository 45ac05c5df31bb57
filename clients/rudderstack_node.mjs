// @rudderstack/rudder-sdk-node as a developer uses it; its bodies are compressed.
import Analytics from '@rudderstack/rudder-sdk-node';

import { event, events, pause, pauseMs } from './plan.mjs';

const [dataPlaneUrl, writeKey] = process.argv.slice(2);
let failed = 0;
const analytics = new Analytics(writeKey, {
  dataPlaneUrl,
  flushInterval: 200,
  retryCount: 200,
  timeout: '5s',
  axiosRetryConfig: { retryDelay: () => 250 },
  logLevel: 'silent',
  errorHandler: () => (failed += 1),
});
analytics.identify({ userId: 'u-0', traits: { email: 'ada@example.org' } });
for (let number = 0; number < events; number += 1) {
  analytics.track(event(number));
  await pause(pauseMs);
}
while (analytics.queue.length > 0 || analytics.pendingFlush) {
  await analytics.flush();
  if (analytics.queue.length === 0) break;
}
if (failed > 0) throw new Error(`${failed} batches were given up`);
