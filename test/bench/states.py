"""Stock by state of many products, in SQL and through Odoo's ORM; run by `odoo shell`.

Environment: BENCH_PRODUCTS (each with a quant in 4 locations), BENCH_ROUNDS. Prints one
JSON line: seconds per round of each variant. Nothing is committed.
"""

import gc
import json
import os
import time

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PAGE = 80
cr = env.cr  # noqa: F821
Product = env["product.product"]  # noqa: F821
State = env["stock.tower.state"]  # noqa: F821

warehouses = env["stock.warehouse"].search([], limit=1)  # noqa: F821
warehouses |= warehouses.create({"name": "Bench", "code": "BNCH"})
warehouses._tower_propose_states()
locations = env["stock.location"]  # noqa: F821
for warehouse in warehouses:
    locations |= warehouse.lot_stock_id
    locations |= locations.create(
        {
            "name": "Cage",
            "location_id": warehouse.lot_stock_id.id,
            "tower_state": "quarantined",
        }
    )
env.flush_all()  # noqa: F821
template = env["product.template"].create(  # noqa: F821
    {"name": "Bench", "is_storable": True}
)
env.flush_all()  # noqa: F821
company = env.company.id  # noqa: F821
cr.execute(
    """INSERT INTO product_product (product_tmpl_id, default_code, active)
       SELECT %s, 'BENCH-' || lpad(n::text, 7, '0'), true
         FROM generate_series(1, %s) n RETURNING id""",
    [template.id, PRODUCTS],
)
ids = [one for (one,) in cr.fetchall()]
cr.execute(
    """INSERT INTO stock_quant
           (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
       SELECT p, l, %s, 5 + (p + l) %% 90, (p + l) %% 5, now()
         FROM unnest(%s) p, unnest(%s) l""",
    [company, ids, locations.ids],
)
cr.execute("ANALYZE stock_quant; ANALYZE product_product")
FIGURES = [
    f"{name}:sum"
    for name in (
        "on_hand",
        "available",
        "reserved",
        "quarantined",
        "damaged",
        "returned",
    )
]


def page():
    start = PRODUCTS // 2
    return ids[start : start + PAGE]


def sql_page():
    State.figures(page(), warehouses.ids)


def orm_page():
    for warehouse in warehouses:
        for product in Product.browse(page()).with_context(warehouse_id=warehouse.id):
            product.qty_available, product.free_qty  # noqa: B018


def sql_totals():
    State._read_group([("product_id", "in", ids)], ["warehouse_id"], FIGURES)


def orm_totals():
    for warehouse in warehouses:
        for product in Product.browse(ids).with_context(warehouse_id=warehouse.id):
            product.qty_available, product.free_qty  # noqa: B018


VARIANTS = {
    "page": (sql_page, orm_page),
    "totals": (sql_totals, orm_totals),
}
rounds = {name: {"sql": [], "orm": []} for name in VARIANTS}
for number in range(ROUNDS + 1):  # the first warms caches and is not counted
    for name, (sql, orm) in VARIANTS.items():
        pair = [("sql", sql), ("orm", orm)]
        for which, run in pair if number % 2 else reversed(pair):
            env.invalidate_all()  # noqa: F821
            gc.collect()
            started = time.perf_counter()
            run()
            if number:
                rounds[name][which].append(time.perf_counter() - started)
cr.rollback()
print("BENCH " + json.dumps({"products": PRODUCTS, "locations": 4, "rounds": rounds}))
