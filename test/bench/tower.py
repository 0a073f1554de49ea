"""Gives the tower's pages the volume of a large distributor; run by `odoo shell` after
inbound.py and flat.py, with copies.py before it.

Environment: BENCH_PRODUCTS, each with a quant in four locations of two warehouses;
BENCH_EXCEPTIONS, all of them open. Prints one JSON line: rows by table.
"""

import json
import os
import uuid
from datetime import UTC, datetime

PRODUCTS = int(os.environ["BENCH_PRODUCTS"])
EXCEPTIONS = int(os.environ["BENCH_EXCEPTIONS"])
REAL = 100
NAMES = """ARRAY['Bolt', 'Washer', 'Bearing', 'Hinge', 'Valve', 'Gasket', 'Pump',
'Cable', 'Socket', 'Filter']"""
SIZES = """ARRAY['4 mm', '6 mm', '8 mm', '10 mm', '16 mm', '25 mm', 'M8', 'M12',
'XL']"""

env = env(context=dict(env.context, tracking_disable=True))  # noqa: F821
cr = env.cr

warehouses = env["stock.warehouse"].search([], limit=1)
warehouses |= warehouses.create({"name": "Second", "code": "SECD"})
warehouses._tower_propose_states()
locations = env["stock.location"]
for warehouse in warehouses:
    cage = {"name": "Cage", "location_id": warehouse.lot_stock_id.id}
    locations |= warehouse.lot_stock_id
    locations |= locations.create({**cage, "tower_state": "quarantined"})
one = env["product.product"].create(
    {"name": "Bench", "default_code": "BULK", "is_storable": True}
)
supplier = env["res.partner"].create({"name": "Supplier"})
env.flush_all()
known = env["product.product"].search_count([("is_storable", "=", True)])
numbers = {
    "span": span(cr, "product_template", "product_product"),  # noqa: F821
    "copies": PRODUCTS - known,
}
SIZED = f"({SIZES})[1 + n / 10 %% 9]"
named = f"({NAMES})[1 + n %% 10] || ' ' || {SIZED} || ' ' || n"
copy_rows(  # noqa: F821
    cr,
    "product_template",
    {
        "id": MOVED,  # noqa: F821
        "name": f"jsonb_build_object('en_US', {named})",
        "default_code": "'BULK-' || lpad(n::text, 6, '0')",
    },
    f"id = {one.product_tmpl_id.id}",
    **numbers,
)
copy_rows(  # noqa: F821
    cr,
    "product_product",
    {
        "id": MOVED,  # noqa: F821
        "product_tmpl_id": MOVED,  # noqa: F821
        "default_code": "'BULK-' || lpad(n::text, 6, '0')",
    },
    f"id = {one.id}",
    **numbers,
)
cr.execute(
    """INSERT INTO stock_quant
           (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
       SELECT product.id, place, %(company)s, 5 + (product.id + place) %% 90,
              (product.id + place) %% 5, now()
         FROM product_product product, unnest(%(places)s) place
        WHERE product.default_code LIKE 'B%%'""",
    {"company": env.company.id, "places": locations.ids},
)
cr.commit()
env.invalidate_all()
# What is awaited: open receipts of a hundred lines.
bulk = env["product.product"].search([("default_code", "=like", "BULK-%")], limit=1000)
kind = warehouses[0].in_type_id
for number in range(10):
    env["stock.picking"].create(
        {
            "picking_type_id": kind.id,
            "partner_id": supplier.id,
            "location_id": kind.default_location_src_id.id
            or env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": kind.default_location_dest_id.id,
            "move_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "product_uom_qty": 10,
                        "location_id": env.ref("stock.stock_location_suppliers").id,
                        "location_dest_id": kind.default_location_dest_id.id,
                    },
                )
                for product in bulk[number::10]
            ],
        }
    ).action_confirm()
cr.commit()


def refused(number):
    """An event about goods that nobody knows."""
    event_id = str(uuid.uuid4())
    place = {"state": "available", "location": {"warehouse": "BNCH"}}
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "urn:bench:wms",
        "type": "org.stockcontroltower.goods_received.v1",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "environment": "bench",
        "data": {
            "kind": "goods_received",
            "mode": "delta",
            "businessKey": f"goods_received:{event_id}",
            "location": {"warehouse": "BNCH"},
            "lines": [
                {
                    "lineId": "1",
                    "item": {"sku": f"NOBODY-{number}"},
                    "quantity": "1",
                    "uom": "C62",
                    "from": {"state": "outside"},
                    "to": place,
                }
            ],
        },
    }


outcomes = env["stock.tower.inbox"]._ingest(
    [{"partner": "bench-wms", "body": json.dumps(refused(n))} for n in range(REAL)]
)
assert {one["outcome"] for one in outcomes} == {"refused"}, outcomes[:3]
cr.commit()
env["stock.tower.outbox"]._number_committed()
while env["stock.tower.exception"]._group():
    cr.commit()
env.flush_all()
cr.commit()
copied = {
    "copies": EXCEPTIONS // REAL - 1,
    "span": span(cr, "stock_tower_inbox", "stock_tower_exception"),  # noqa: F821
}
copy_rows(  # noqa: F821
    cr,
    "stock_tower_exception",
    {
        "id": MOVED,  # noqa: F821
        "fingerprint": NAMED,  # noqa: F821
        "thing": NAMED,  # noqa: F821
        "sample_id": "NULL",
        "first_seen": "{0} - n * interval '7 minutes'",
        "last_seen": "{0} - n * interval '5 minutes'",
    },
    "true",
    **copied,
)
copy_rows(  # noqa: F821
    cr,
    "stock_tower_inbox",
    {
        "id": MOVED,  # noqa: F821
        "event_id": NAMED,  # noqa: F821
        "business_key": NAMED,  # noqa: F821
        "exception_id": MOVED,  # noqa: F821
    },
    "state = 'refused'",
    **copied,
)
cr.execute(
    """UPDATE stock_tower_exception one SET sample_id = event.id
         FROM stock_tower_inbox event
        WHERE event.exception_id = one.id AND one.sample_id IS NULL"""
)
cr.commit()
cr._cnx.autocommit = True
cr.execute("VACUUM ANALYZE")
rows = {}
for table in (
    "product_product",
    "stock_quant",
    "stock_tower_outbox",
    "stock_tower_inbox",
    "stock_tower_exception",
):
    cr.execute(f"SELECT count(*) FROM {table}")
    [rows[table]] = cr.fetchone()
print("BENCH " + json.dumps({"rows": rows}))
