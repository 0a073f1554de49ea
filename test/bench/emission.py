"""Times `_action_done` of 1000 moves in two databases, in turn; run by `odoo shell`.

Environment: BENCH_DATABASES "without,with", BENCH_ROUNDS, BENCH_MOVES.
Seconds are processor seconds, of this process and of its PostgreSQL backend together:
what others do on the machine does not count. Prints one JSON line: seconds per round
and database, those of each round spent on the addon's own statements, and the share of
the addon's own Python (without what it calls) in a profiled round.
"""

import cProfile
import gc
import json
import os
import pstats
import time

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

DATABASES = os.environ["BENCH_DATABASES"].split(",")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
MOVES = int(os.environ.get("BENCH_MOVES", "1000"))


def receipts(env):
    """MOVES confirmed receipts with a picked line each, of as many products."""
    warehouse = env["stock.warehouse"].search([], limit=1)
    supplier = env.ref("stock.stock_location_suppliers")
    products = env["product.product"].create(
        [{"name": f"Bench {n}", "is_storable": True} for n in range(MOVES)]
    )
    common = {"location_id": supplier.id, "location_dest_id": warehouse.lot_stock_id.id}
    moves = env["stock.move"].create(
        [
            dict(
                common,
                product_id=product.id,
                product_uom_qty=5,
                product_uom=product.uom_id.id,
                state="confirmed",
                picked=True,
                move_line_ids=[
                    Command.create(
                        dict(common, product_id=product.id, quantity=5, picked=True)
                    )
                ],
            )
            for product in products
        ]
    )
    env.flush_all()
    return moves


class Clock:
    """Processor seconds of this process and of the backend of one cursor."""

    def __init__(self, cr):
        cr.execute("SELECT pg_backend_pid()")
        self._schedstat = f"/proc/{cr.fetchone()[0]}/schedstat"

    def __call__(self):
        with open(self._schedstat, encoding="ascii") as file:
            backend = int(file.read().split()[0]) / 1e9
        return time.process_time() + backend


def own_statements(cr, clock):
    """Replaces `cr.execute` so that the time of statements on our tables is summed."""
    spent = [0.0]
    execute = cr.execute

    def timed(query, *args, **kwargs):
        if "stock_tower" not in str(query):
            return execute(query, *args, **kwargs)
        started = clock()
        try:
            return execute(query, *args, **kwargs)
        finally:
            spent[0] += clock() - started

    cr.execute = timed
    return spent


def one_round(database):
    """(seconds of `_action_done` with its flush, seconds in our own statements)"""
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        moves = receipts(env)
        clock = Clock(cr)
        spent = own_statements(cr, clock)
        gc.collect()
        started = clock()
        moves._action_done()
        env.flush_all()
        seconds = clock() - started
        del cr.execute
        cr.rollback()
    return seconds, spent[0]


rounds = {database: [] for database in DATABASES}
for database in DATABASES:  # warms caches, not counted
    one_round(database)
for number in range(ROUNDS):
    for database in DATABASES if number % 2 else reversed(DATABASES):
        rounds[database].append(one_round(database))


def own_python(database):
    """Share of the time spent in the addon's own functions, without their callees.

    The profiler slows every call alike, so the share is what counts.
    """
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        moves = receipts(env)
        gc.collect()
        profile = cProfile.Profile()
        profile.enable()
        moves._action_done()
        env.flush_all()
        profile.disable()
        cr.rollback()
    total = own = 0.0
    for (file, _line, _name), row in pstats.Stats(profile).stats.items():
        total += row[2]
        own += row[2] if "/stock_control_tower/" in file else 0.0
    return own / total


share = own_python(DATABASES[-1])
print("BENCH " + json.dumps({"moves": MOVES, "rounds": rounds, "own_python": share}))
