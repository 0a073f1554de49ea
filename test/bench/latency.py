"""Commits events at a steady pace and says when each was committed; run by `odoo shell`
after inbound.py.

Environment: BENCH_SECONDS, BENCH_PACE (events a second). The events are outcomes, which
cost no stock movement: what is measured begins with the commit. Prints one JSON line:
the time of the commit in ms by event id.
"""

import json
import os
import time

SECONDS = int(os.environ["BENCH_SECONDS"])
LINGER = 3  # seconds; the emitter is a thread of this process
PACE = int(os.environ["BENCH_PACE"])

partner = env["stock.tower.partner"].search([("code", "=", "bench-wms")])  # noqa: F821
outbox = env["stock.tower.outbox"]  # noqa: F821
outcome = {
    "data": {
        "kind": "event_outcome",
        "mode": "notice",
        "businessKey": "bench",
        "outcome": "applied",
        "about": {
            "source": partner.source,
            "id": "bench",
            "kind": "goods_received",
            "businessKey": "bench",
        },
    },
    "partner_id": partner.id,
    "company_id": partner.company_id.id,
}
commits = {}
began = time.monotonic()
for number in range(SECONDS * PACE):
    time.sleep(max(0, began + number / PACE - time.monotonic()))
    [event_id] = outbox._emit_outcomes([outcome])
    env.cr.commit()  # noqa: F821
    commits[event_id] = time.time() * 1000
time.sleep(LINGER)
print("BENCH " + json.dumps({"commits": commits}))
