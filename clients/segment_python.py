"""segment-analytics-python as a developer uses it; its bodies are compressed."""

import sys
import time

import segment.analytics as analytics

EVENTS, PAUSE_SECONDS = 150, 0.02

given_up = []
analytics.host, analytics.write_key = sys.argv[1:3]
analytics.gzip = True
analytics.max_retries = 100
analytics.timeout = 5
analytics.on_error = lambda error, items: given_up.append(error)

analytics.identify("u-0", {"email": "ada@example.org"})
for number in range(EVENTS):
    name = "Product Viewed" if number % 3 == 0 else "Order Completed"
    properties = {"number": number, "order_id": f"o-{number}", "total": number + 0.1}
    analytics.track(f"u-{number % 7}", name, properties)
    time.sleep(PAUSE_SECONDS)
analytics.shutdown()
if given_up:
    sys.exit(f"batches were given up: {given_up}")
