"""Fills a database with stored events; run by `odoo shell` after inbound.py.

Environment: BENCH_STORED. A thousand events are taken in for real, then their rows are
copied by SQL: the inbox, the moves, their lines and the log. Prints one JSON line: rows
by table.
"""

import json
import os
import uuid
from datetime import UTC, datetime

STORED = int(os.environ["BENCH_STORED"])
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

cr.execute("SELECT " + ", ".join(f"(SELECT max(id) FROM {one})" for one in TABLES))
SPAN = max(cr.fetchone()) + 1  # every id of copy n is that of its original + n * SPAN
cr.execute("SELECT min(sequence), max(sequence) FROM stock_tower_outbox")
first, last = cr.fetchone()

MOVED = "{0} + n * %(span)s"
NAMED = "{0} || '-' || n"
CHANGES = {
    "stock_tower_inbox": {"id": MOVED, "event_id": NAMED, "business_key": NAMED},
    "stock_move": {"id": MOVED, "tower_inbox_id": MOVED},
    "stock_move_line": {"id": MOVED, "move_id": MOVED},
    "stock_tower_outbox": {
        "id": MOVED,
        "event_id": NAMED,
        "business_key": NAMED,
        "inbox_id": MOVED,
        "move_id": MOVED,
        "move_line_id": MOVED,
        "sequence": "{0} + n * %(length)s",
    },
}
WHICH = {
    "stock_tower_inbox": "true",
    "stock_move": "tower_inbox_id IS NOT NULL",
    "stock_move_line": """move_id IN (
        SELECT id FROM stock_move WHERE tower_inbox_id IS NOT NULL)""",
    "stock_tower_outbox": "inbox_id IS NOT NULL OR move_id IS NOT NULL",
}
for table in TABLES:
    cr.execute(
        """SELECT column_name FROM information_schema.columns
            WHERE table_name = %s ORDER BY ordinal_position""",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    values = [CHANGES[table].get(name, "{0}").format(f'o."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f"""INSERT INTO {table} ({names})
            SELECT {", ".join(values)}
              FROM (SELECT * FROM {table} WHERE {WHICH[table]}) o
             CROSS JOIN generate_series(1, %(copies)s) n""",
        {
            "span": SPAN,
            "length": last - first + 1,
            "copies": STORED // REAL - 1,
        },
    )
    cr.execute(
        f"""SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))
              FROM {table}"""
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
