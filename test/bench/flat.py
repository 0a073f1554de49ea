"""Fills a database with stored events; run by `odoo shell` after inbound.py, with
copies.py before it.

Environment: BENCH_STORED, and BENCH_DAYS, over which they are spread (default 0: all of
them now). A thousand events are taken in for real, then their rows are copied by SQL:
the inbox, the moves, their lines and the log. Prints one JSON line: rows by table.
"""

import json
import os
import uuid
from datetime import UTC, datetime

STORED = int(os.environ["BENCH_STORED"])
DAYS = float(os.environ.get("BENCH_DAYS", "0"))
REAL = 1000
BATCH = 200
TABLES = (
    "stock_tower_inbox",
    "stock_move",
    "stock_move_line",
    "stock_tower_outbox",
)

cr = env.cr  # noqa: F821
inbox = env["stock.tower.inbox"]  # noqa: F821
products = env["product.product"].search(  # noqa: F821
    [("default_code", "=like", "BENCH-0%")]
)


def event(number):
    event_id = str(uuid.uuid4())
    here, there = (
        {
            "state": "available",
            "location": {"warehouse": "BNCH", "bin": f"BNCH-{n % 20:02}"},
        }
        for n in (number, number + 3)
    )
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "urn:bench:wms",
        "type": "org.stockcontroltower.stock_moved.v1",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "environment": "bench",
        "data": {
            "kind": "stock_moved",
            "mode": "delta",
            "businessKey": f"stock_moved:{event_id}",
            "location": {"warehouse": "BNCH"},
            "lines": [
                {
                    "lineId": "1",
                    "item": {"sku": products[number % len(products)].default_code},
                    "quantity": "1",
                    "uom": "C62",
                    "from": here,
                    "to": there,
                }
            ],
        },
    }


for start in range(0, REAL, BATCH):
    outcomes = inbox._ingest(
        [
            {"partner": "bench-wms", "body": json.dumps(event(start + n))}
            for n in range(BATCH)
        ]
    )
    assert all(one["outcome"] == "applied" for one in outcomes), outcomes[:3]
    cr.commit()
env["stock.tower.outbox"]._number_committed()  # noqa: F821
cr.commit()

cr.execute("SELECT min(sequence), max(sequence) FROM stock_tower_outbox")
first, last = cr.fetchone()

LATER = "{0} + n * %(step)s * interval '1 day'"
CHANGES = {
    "stock_tower_inbox": {
        "id": MOVED,  # noqa: F821
        "event_id": NAMED,  # noqa: F821
        "business_key": NAMED,  # noqa: F821
        "received_at": LATER,
        "occurred_at": LATER,
    },
    "stock_move": {"id": MOVED, "tower_inbox_id": MOVED, "date": LATER},  # noqa: F821
    "stock_move_line": {"id": MOVED, "move_id": MOVED, "date": LATER},  # noqa: F821
    "stock_tower_outbox": {
        "id": MOVED,  # noqa: F821
        "event_id": NAMED,  # noqa: F821
        "business_key": NAMED,  # noqa: F821
        "inbox_id": MOVED,  # noqa: F821
        "move_id": MOVED,  # noqa: F821
        "move_line_id": MOVED,  # noqa: F821
        "sequence": "{0} + n * %(length)s",
        "recorded_at": LATER,
        "numbered_at": LATER,
        "occurred_at": LATER,
    },
}
WHICH = {
    "stock_tower_inbox": "true",
    "stock_move": "tower_inbox_id IS NOT NULL",
    "stock_move_line": """move_id IN (
        SELECT id FROM stock_move WHERE tower_inbox_id IS NOT NULL)""",
    "stock_tower_outbox": "inbox_id IS NOT NULL OR move_id IS NOT NULL",
}
COPIES = STORED // REAL - 1
if DAYS:  # the real ones become the oldest
    for table in TABLES:
        times = [name for name, change in CHANGES[table].items() if change == LATER]
        back = ", ".join(
            f"{name} = {name} - %(days)s * interval '1 day'" for name in times
        )
        cr.execute(f"UPDATE {table} SET {back} WHERE {WHICH[table]}", {"days": DAYS})
width = span(cr, *TABLES)  # noqa: F821
for table in TABLES:
    copy_rows(  # noqa: F821
        cr,
        table,
        CHANGES[table],
        WHICH[table],
        copies=COPIES,
        span=width,
        length=last - first + 1,
        step=DAYS / max(1, COPIES),
    )
    cr.commit()
cr.execute(
    """UPDATE stock_tower_sequence
          SET last_value = (SELECT max(sequence) FROM stock_tower_outbox)"""
)
cr.commit()
cr._cnx.autocommit = True
cr.execute("VACUUM ANALYZE")
rows = {}
for table in TABLES:
    cr.execute(f"SELECT count(*) FROM {table}")
    [rows[table]] = cr.fetchone()
print("BENCH " + json.dumps({"rows": rows}))
