"""Puts events into the log that nobody has fetched yet; run by `odoo shell` after
inbound.py.

Environment: BENCH_BACKLOG, how many. The rows are copies of those that opening balances
made, under ids of their own. Prints one JSON line: the head of the log.
"""

import json
import os

BACKLOG = int(os.environ["BENCH_BACKLOG"])
# The first rows were written before the environment was set.
OWN = {"id", "sequence", "numbered_at", "event_id", "business_key", "environment"}

cr = env.cr  # noqa: F821
cr.execute(
    """SELECT column_name FROM information_schema.columns
        WHERE table_name = 'stock_tower_outbox' ORDER BY ordinal_position"""
)
same = ", ".join(f'"{name}"' for (name,) in cr.fetchall() if name not in OWN)
cr.execute(
    f"""WITH model AS (
            SELECT *, row_number() OVER (ORDER BY id) AS place
              FROM stock_tower_outbox
             WHERE product_id IS NOT NULL AND sequence IS NOT NULL
             ORDER BY id LIMIT 400
        )
        INSERT INTO stock_tower_outbox (event_id, business_key, environment, {same})
        SELECT gen_random_uuid()::text, 'bench:' || n, 'bench', {same}
          FROM generate_series(0, %s - 1) n
          JOIN model ON place = n %% (SELECT count(*) FROM model) + 1""",
    [BACKLOG],
)
cr.commit()
head = env["stock.tower.outbox"]._number_committed()  # noqa: F821
print("BENCH " + json.dumps({"head": head}))
