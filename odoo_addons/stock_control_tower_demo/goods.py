"""What the company sells, and how much of it lies where at the start."""

from .lists import read


def make_products(company):
    """Return {sku: product}."""
    env = company.env
    rows = read("catalogue")
    names = list(dict.fromkeys(row["category"] for row in rows))
    created = env["product.category"].create([{"name": name} for name in names])
    categories = dict(zip(names, created, strict=True))
    units = _used_units(env, {row["uom"] for row in rows})
    products = env["product.product"].create(
        [
            {
                "name": row["name"],
                "default_code": row["sku"],
                "barcode": row["gtin"],
                "type": "consu",
                "is_storable": True,
                "tracking": row["tracking"],
                "uom_id": units[row["uom"]].id,
                "categ_id": categories[row["category"]].id,
                "standard_price": float(row["cost"]),
                "list_price": float(row["price"]),
                "company_id": False,
            }
            for row in rows
        ]
    )
    return {row["sku"]: product for row, product in zip(rows, products, strict=True)}


def _used_units(env, codes):
    """Return {UN/ECE code: unit}; Odoo ships some of its units archived."""
    units = (
        env["uom.uom"]
        .with_context(active_test=False)
        .search([("unece_code", "in", list(codes))], order="active desc, id")
    )
    result = {}
    for unit in units:
        result.setdefault(unit.unece_code, unit).active = True
    return result


def put_opening_stock(products, warehouses, bins):
    """Count the opening stock in, as an inventory adjustment would."""
    rows = read("stock")
    env = next(iter(bins.values())).env
    lots = _make_lots(env, rows, products)
    _count_in(
        env,
        [
            {
                "product_id": products[row["sku"]].id,
                "location_id": (
                    bins[row["bin"]]
                    if row["bin"]
                    else warehouses[row["warehouse"]].lot_stock_id
                ).id,
                "lot_id": lots.get((row["sku"], row["lot"])),
                "inventory_quantity": float(row["quantity"]),
            }
            for row in rows
        ],
    )


def put_other_stock(products, bins, contacts):
    """Count in what cannot be promised: held, on its way, owned by somebody else.

    It is in no list that a partner's system is given, so nobody ships it.
    """
    rows = read("other_stock")
    env = next(iter(bins.values())).env
    transit = env.company.internal_transit_location_id
    transit.active = True
    lots = _make_lots(env, rows, products)
    _count_in(
        env,
        [
            {
                "product_id": products[row["sku"]].id,
                "location_id": bins.get(row["bin"], transit).id,
                "lot_id": lots.get((row["sku"], row["lot"])),
                "owner_id": contacts[row["owner"]].id if row["owner"] else False,
                "inventory_quantity": float(row["quantity"]),
            }
            for row in rows
        ],
    )
    held = {lots[row["sku"], row["lot"]] for row in rows if row["hold"]}
    env["stock.lot"].browse(held).action_tower_hold()


def _count_in(env, quants):
    env["stock.quant"].with_context(
        inventory_mode=True, inventory_name="Opening stock"
    ).create(quants)._apply_inventory()


def _make_lots(env, rows, products):
    """Return {(sku, lot): id}; lots of the lists before are found again."""
    keys = list(dict.fromkeys((row["sku"], row["lot"]) for row in rows if row["lot"]))
    Lot = env["stock.lot"]
    lots = {}
    for sku, name in keys:
        domain = [("product_id", "=", products[sku].id), ("name", "=", name)]
        lots[sku, name] = Lot.search(domain, limit=1).id
    missing = [key for key, lot in lots.items() if not lot]
    created = Lot.create(
        [{"name": name, "product_id": products[sku].id} for sku, name in missing]
    )
    lots.update(zip(missing, created.ids, strict=True))
    return lots
