"""Puts a year of stock history into a database; run by `odoo shell`.

Environment: BENCH_PRODUCTS, BENCH_MOVES. Rows are copied by SQL from a product and a
done move that Odoo itself made, since a year through the ORM would take hours. Prints
one JSON line with what is there.
"""

import json
import os

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "20000"))
MOVES = int(os.environ.get("BENCH_MOVES", "250000"))

warehouse = env["stock.warehouse"].search([], limit=1)  # noqa: F821
supplier = env.ref("stock.stock_location_suppliers")  # noqa: F821
product = env["product.product"].create(  # noqa: F821
    {"name": "Year", "default_code": "YEAR", "is_storable": True}
)
move = env["stock.move"].create(  # noqa: F821
    {
        "product_id": product.id,
        "product_uom_qty": 1,
        "quantity": 1,
        "picked": True,
        "location_id": supplier.id,
        "location_dest_id": warehouse.lot_stock_id.id,
    }
)
move._action_done()
env.flush_all()  # noqa: F821
cr = env.cr  # noqa: F821


def copies(table, row_id, count, **changed):
    """Insert `count` copies of a row; `changed`: column -> SQL with n, 1 to count."""
    cr.execute(
        """SELECT column_name FROM information_schema.columns
            WHERE table_name = %s AND column_name <> 'id'""",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    values = [changed.get(name, f"r.{name}") for name in columns]
    cr.execute(
        f"""INSERT INTO {table} ({", ".join(columns)})
            SELECT {", ".join(values)}
              FROM {table} r, generate_series(1, {count}) n
             WHERE r.id = {row_id} ORDER BY n RETURNING id"""
    )
    return [one for (one,) in cr.fetchall()]


template = product.product_tmpl_id
templates = copies("product_template", template.id, PRODUCTS)
products = copies(
    "product_product",
    product.id,
    PRODUCTS,
    product_tmpl_id=f"{templates[0]} + n - 1",
    default_code="'YEAR-' || n",
)
assert templates[-1] - templates[0] == products[-1] - products[0] == PRODUCTS - 1
some_product = f"{products[0]} + n % {PRODUCTS}"
day = "now() at time zone 'UTC' - make_interval(days => n % 365)"
moves = copies("stock_move", move.id, MOVES, product_id=some_product, date=day)
copies(
    "stock_move_line",
    move.move_line_ids.id,
    MOVES,
    product_id=some_product,
    move_id=f"{moves[0]} + n - 1",
    date=day,
)
quant = env["stock.quant"].search(  # noqa: F821
    [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
)
copies(
    "stock_quant",
    quant.id,
    2 * PRODUCTS,
    product_id=some_product,
    quantity="n % 90 + 1",
)
cr.commit()
counts = {}
for table in ("product_product", "stock_move", "stock_move_line", "stock_quant"):
    cr.execute(f"SELECT count(*) FROM {table}")
    [counts[table]] = cr.fetchone()
print("BENCH " + json.dumps(counts))
