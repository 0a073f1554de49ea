"""Times what can be promised of 10,000 products; run by `odoo shell`, rolled back.

Environment: BENCH_PRODUCTS, BENCH_ROUNDS, BENCH_SEED.
Prints one JSON line: seconds per round of `stock.tower.atp` and of Odoo's forecast
(`virtual_available`), now and for DAYS dates; queries for all and for 10 products; and
how many of 100 random products differ from the slow reference of the addon's tests.
"""

import gc
import importlib.util
import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path

import odoo.addons.stock_control_tower as addon
from odoo import fields

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "10000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SEED = int(os.environ.get("BENCH_SEED") or random.randrange(10**9))
DAYS = 5
SAMPLE = 100

env = env(context={**env.context, "tracking_disable": True})  # noqa: F821 the shell's
cr = env.cr
warehouse = env["stock.warehouse"].search([], limit=1)
warehouse.partner_id.tz = "UTC"
places = {
    "stock": warehouse.lot_stock_id.id,
    "quarantine": env["stock.location"]
    .create(
        {
            "name": "Bench quarantine",
            "location_id": warehouse.lot_stock_id.id,
            "tower_state": "quarantined",
        }
    )
    .id,
    "supplier": env.ref("stock.stock_location_suppliers").id,
    "customer": env.ref("stock.stock_location_customers").id,
    "company": env.company.id,
    "unit": env.ref("uom.product_uom_unit").id,
}
products = env["product.product"].create(
    [{"name": f"Bench {n}", "is_storable": True} for n in range(PRODUCTS)]
)
env.flush_all()
# Per product two quants, a fifth of them in quarantine; three deliveries and a receipt,
# some overdue, some beyond the horizon.
cr.execute("SELECT setseed(%s)", [SEED / 10**9])
cr.execute(
    """
    INSERT INTO stock_quant (product_id, location_id, company_id, quantity,
                             reserved_quantity, in_date)
    SELECT product, CASE WHEN random() < 0.2 THEN %(quarantine)s ELSE %(stock)s END,
           %(company)s, floor(random() * 400) / 4, 0, now() AT TIME ZONE 'UTC'
      FROM unnest(%(products)s) product, generate_series(1, 2)
    """,
    {**places, "products": products.ids},
)
cr.execute(
    """
    INSERT INTO stock_move (product_id, product_uom, product_uom_qty, product_qty,
                            company_id, location_id, location_dest_id, state,
                            procure_method, date)
    SELECT product, %(unit)s, amount, amount, %(company)s,
           CASE WHEN number = 1 THEN %(supplier)s ELSE %(stock)s END,
           CASE WHEN number = 1 THEN %(stock)s ELSE %(customer)s END,
           (ARRAY['draft', 'confirmed', 'assigned', 'confirmed'])[
               1 + floor(random() * 4)::int],
           'make_to_stock',
           date_trunc('day', now() AT TIME ZONE 'UTC')
               + floor(random() * 60 - 10) * interval '1 day' + interval '9 hours'
      FROM (SELECT product, number, ceil(random() * 80) / 4 AS amount
              FROM unnest(%(products)s) product, generate_series(1, 4) number) flow
    """,
    {**places, "products": products.ids},
)
cr.execute("ANALYZE stock_quant, stock_move, product_product, product_template")

today = fields.Date.today()
dates = [today + timedelta(days=7 * number) for number in range(DAYS)]
service = env["stock.tower.atp"]


def promise_now(chosen):
    return service.atp(chosen.ids, warehouse.ids)


def promise_by_date(chosen):
    return service.atp(chosen.ids, warehouse.ids, dates)


def forecast(chosen, **context):
    here = chosen.with_context(warehouse_id=warehouse.id, **context)
    return {product.id: product.virtual_available for product in here}


def forecast_by_date(chosen):
    return [forecast(chosen, to_date=f"{day} 23:59:59") for day in dates]


def measure(work, chosen):
    """(seconds, queries) of one call with an empty cache"""
    env.flush_all()
    env.invalidate_all()
    gc.collect()
    queries, started = cr.sql_log_count, time.perf_counter()
    work(chosen)
    return time.perf_counter() - started, cr.sql_log_count - queries


works = [promise_now, forecast, promise_by_date, forecast_by_date]
rounds = {work.__name__: [] for work in works}
queries = {}
for work in works:
    measure(work, products[:10])  # warms caches, not counted
    _seconds, few = measure(work, products[:10])
    queries[work.__name__] = [few]
for number in range(ROUNDS):
    for work in works if number % 2 else reversed(works):
        seconds, many = measure(work, products)
        rounds[work.__name__].append(seconds)
        queries[work.__name__][1:] = [many]

path = Path(addon.__file__).parent / "tests" / "atp_reference.py"
spec = importlib.util.spec_from_file_location("atp_reference", path)
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
answer = promise_by_date(products)
differ = 0
for product in random.Random(SEED).sample(products, min(SAMPLE, PRODUCTS)):
    now, by_day, lacking = reference.promise(
        today, *reference.facts_of(product, warehouse)
    )
    expected = {
        "atp_now": now,
        "atp": {day.isoformat(): by_day[day] for day in dates},
        "overcommitted": lacking,
    }
    figures = answer[product.id][warehouse.id]
    differ += {key: figures[key] for key in expected} != expected
cr.rollback()

print(
    "BENCH "
    + json.dumps(
        {
            "products": PRODUCTS,
            "seed": SEED,
            "dates": DAYS,
            "rounds": rounds,
            "queries": queries,
            "compared": min(SAMPLE, PRODUCTS),
            "differ": differ,
        }
    )
)
