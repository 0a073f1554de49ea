"""The company: itself, its warehouses and bins, its users and partner systems."""

from .lists import read

# code: (name, city, state, street, zip)
_WAREHOUSES = {
    "DAL": ("Dallas", "TX", "4400 Irving Blvd", "75247"),
    "ATL": ("Atlanta", "GA", "1225 Fulton Industrial Blvd", "30336"),
    "RNO": ("Reno", "NV", "9900 North Virginia St", "89506"),
}
_PARTNERS = {
    "wms": ("Meridian WMS", "urn:meridian:wms", ("DAL", "ATL")),
    "3pl": ("Sierra Logistics 3PL", "urn:meridian:3pl", ("RNO",)),
}
# Features the demo shows; without them Odoo hides bins, lots, owners and units.
_FEATURES = (
    "stock.group_stock_multi_locations",
    "stock.group_production_lot",
    "stock.group_tracking_owner",
    "uom.group_uom",
)


def make_company(env):
    """Return Meridian Distribution: the main company of a fresh database, else new."""
    company = env.ref("base.main_company")
    vals = {
        "name": "Meridian Distribution",
        "country_id": env.ref("base.us").id,
        "state_id": env.ref("base.state_us_44").id,
        "city": "Dallas",
        "street": "4400 Irving Blvd",
        "zip": "75247",
        "email": "office@meridian.example",
    }
    if env["stock.move"].search_count([], limit=1):
        company = env["res.company"].create(vals)
        env.ref("base.user_admin").company_ids |= company
    else:
        company.write(vals)
    return company


def make_warehouses(company):
    """Return ({code: warehouse}, {bin barcode: location}), each with a stock state.

    What is not sellable lies beside the warehouse's stock, where Odoo reserves nothing.
    """
    env = company.env
    Warehouse = env["stock.warehouse"]
    first = Warehouse.search([("company_id", "=", company.id)], limit=1)
    warehouses = {}
    for code, (name, state, street, zip_code) in _WAREHOUSES.items():
        address = env["res.partner"].create(
            {
                "name": f"Meridian Distribution, {name}",
                "parent_id": company.partner_id.id,
                "type": "delivery",
                "street": street,
                "city": name,
                "zip": zip_code,
                "state_id": _state(env, state).id,
                "country_id": env.ref("base.us").id,
            }
        )
        vals = {"name": name, "code": code, "partner_id": address.id}
        if code == "DAL" and first:
            first.write(vals)
            warehouses[code] = first
        else:
            vals["company_id"] = company.id
            warehouses[code] = Warehouse.create(vals)
    rows = read("bins")
    locations = env["stock.location"].create(
        [
            {
                "name": row["name"],
                "barcode": row["bin"],
                "location_id": _around(warehouses[row["warehouse"]], row["state"]).id,
                "usage": "internal",
                "company_id": company.id,
                "tower_state": row["state"] or False,
            }
            for row in rows
        ]
    )
    for warehouse in warehouses.values():
        warehouse._tower_propose_states()
    bins = {row["bin"]: bin_ for row, bin_ in zip(rows, locations, strict=True)}
    return warehouses, bins


def _around(warehouse, state):
    return warehouse.view_location_id if state else warehouse.lot_stock_id


def _state(env, code):
    return env["res.country.state"].search(
        [("code", "=", code), ("country_id", "=", env.ref("base.us").id)], limit=1
    )


def make_users(company):
    """Make the warehouse manager and turn on the features the demo shows."""
    env = company.env
    everyone = env.ref("base.group_user")
    everyone.implied_ids |= env["res.groups"].concat(*map(env.ref, _FEATURES))
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": "Wanda Morales",
            "login": "warehouse.manager",
            "password": "warehouse.manager",
            "email": "wanda.morales@meridian.example",
            "company_id": company.id,
            "company_ids": [(6, 0, company.ids)],
            "group_ids": [
                (4, everyone.id),
                (4, env.ref("stock.group_stock_manager").id),
            ],
        }
    )
    env.ref("base.user_admin").group_ids |= env.ref("stock.group_stock_manager")


def make_partners(company, warehouses):
    """Make the systems that report stock movements, and let them take effect."""
    partners = company.env["stock.tower.partner"].create(
        [
            {
                "code": code,
                "system": code,
                "name": name,
                "source": source,
                "company_id": company.id,
                "warehouse_ids": [(6, 0, [warehouses[each].id for each in codes])],
            }
            for code, (name, source, codes) in _PARTNERS.items()
        ]
    )
    partners.flow_ids.action_set_mode("live", "The demo shows what takes effect.")
