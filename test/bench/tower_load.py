"""Commits events at a pace and says when each was committed; run by `odoo shell`.

Environment: BENCH_SECONDS, BENCH_PACE (events a second), BENCH_BATCH (events a commit).
The events are answers to a partner that move nothing: what is measured begins with the
commit. Prints one JSON line: for each event [id, number, time of its commit in ms].
"""

import json
import os
import time

SECONDS = int(os.environ["BENCH_SECONDS"])
PACE = int(os.environ["BENCH_PACE"])
BATCH = int(os.environ["BENCH_BATCH"])
LINGER = 3  # seconds; numbers are given by a thread of this process

cr = env.cr  # noqa: F821
partner = env["stock.tower.partner"].search([("code", "=", "bench-wms")])  # noqa: F821
outbox = env["stock.tower.outbox"]  # noqa: F821
answer = {
    "data": {
        "kind": "event_outcome",
        "mode": "notice",
        "businessKey": "bench",
        "outcome": "recorded",
        "code": "shadow",
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
cr.execute("SELECT max(id) FROM stock_tower_outbox")
[before] = cr.fetchone()
commits = {}
began = time.monotonic()
for number in range(SECONDS * PACE // BATCH):
    time.sleep(max(0, began + number * BATCH / PACE - time.monotonic()))
    ids = outbox._emit_outcomes([answer] * BATCH)
    cr.commit()
    commits.update(dict.fromkeys(ids, time.time() * 1000))
time.sleep(LINGER)
cr.execute(
    "SELECT event_id, id, sequence FROM stock_tower_outbox WHERE id > %s ORDER BY id",
    [before],
)
events = [
    [row_id, number, commits[event_id]]
    for event_id, row_id, number in cr.fetchall()
    if event_id in commits
]
print("BENCH " + json.dumps({"events": events}))
