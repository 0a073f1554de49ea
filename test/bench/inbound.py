"""Makes what the bench of the inbound way needs, and commits it; run by `odoo shell`.

Environment: BENCH_PRODUCTS. Prints one JSON line: the service token, the ids of the
products and bins, and the server action that naive integrations call.
"""

import json
import os

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "400"))
BINS = 20
ON_HAND = 1000

env = env(context=dict(env.context, tracking_disable=True))  # noqa: F821
warehouse = env["stock.warehouse"].search([], limit=1)
warehouse.code = "BNCH"
warehouse._tower_propose_states()
bins = env["stock.location"].create(
    [
        {
            "name": f"B{n:02}",
            "barcode": f"BNCH-{n:02}",
            "location_id": warehouse.lot_stock_id.id,
        }
        for n in range(BINS)
    ]
)
products = env["product.product"].create(
    [
        {"name": f"Bench {n}", "default_code": f"BENCH-{n:04}", "is_storable": True}
        for n in range(PRODUCTS)
    ]
)
env["stock.quant"].create(
    [
        {
            "product_id": product.id,
            "location_id": bins[n % BINS].id,
            "quantity": ON_HAND,
        }
        for n, product in enumerate(products)
    ]
)
serial = env["product.product"].create(
    {
        "name": "Bench serial",
        "default_code": "BENCH-SERIAL",
        "is_storable": True,
        "tracking": "serial",
    }
)
env["stock.quant"].create(
    {
        "product_id": serial.id,
        "location_id": bins[0].id,
        "quantity": 1,
        "lot_id": env["stock.lot"]
        .create({"name": "BENCH-1", "product_id": serial.id})
        .id,
    }
)
partner = env["stock.tower.partner"].create(
    {"code": "bench-wms", "name": "Bench", "source": "urn:bench:wms"}
)
partner.flow_ids.action_set_mode("live", "the bench measures what takes effect")
env["ir.config_parameter"].set_param("stock_control_tower.environment", "bench")
# What a careful integrator without the addon does in one call.
action = env["ir.actions.server"].create(
    {
        "name": "Bench: create and validate a move",
        "model_id": env["ir.model"]._get_id("stock.move"),
        "state": "code",
        "code": """
vals = env.context['bench']
line = {k: vals[k] for k in ('product_id', 'location_id', 'location_dest_id')}
env['stock.move'].create({
    **line, 'product_uom_qty': vals['quantity'], 'state': 'confirmed', 'picked': True,
    'move_line_ids': [(0, 0, {**line, 'quantity': vals['quantity'], 'picked': True})],
})._action_done()
""",
    }
)
token = env["stock.tower.token"]._generate("bench", ["inbox.write"])
env.cr.commit()
print(
    "BENCH "
    + json.dumps(
        {
            "token": token,
            "action": action.id,
            "products": [[one.id, one.default_code] for one in products],
            "bins": [[one.id, one.barcode] for one in bins],
        }
    )
)
