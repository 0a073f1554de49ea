"""Suppliers, customers, and the receipts and deliveries that are still open."""

from datetime import timedelta
from itertools import groupby

from odoo import fields

from .lists import read


def make_contacts(company):
    """Return {name: contact}."""
    env = company.env
    us = env.ref("base.us")
    states = {
        state.code: state.id
        for state in env["res.country.state"].search([("country_id", "=", us.id)])
    }
    rows = read("contacts")
    tags = {
        "supplier": env["res.partner.category"].create({"name": "Supplier"}),
        "customer": env["res.partner.category"].create({"name": "Customer"}),
    }
    contacts = env["res.partner"].create(
        [
            {
                "name": row["name"],
                "is_company": True,
                "street": row["street"],
                "city": row["city"],
                "zip": row["zip"],
                "state_id": states[row["state"]],
                "country_id": us.id,
                "category_id": [(4, tags[row["role"]].id)],
            }
            for row in rows
        ]
    )
    return {row["name"]: contact for row, contact in zip(rows, contacts, strict=True)}


def make_orders(warehouses, products, contacts):
    """Make one open picking per document, reserved as far as there is stock."""
    env = next(iter(warehouses.values())).env
    customers, suppliers = env["stock.warehouse"]._get_partner_locations()
    today = fields.Datetime.now()
    vals_list = []
    for _document, group in groupby(read("orders"), key=lambda row: row["document"]):
        rows = list(group)
        head = rows[0]
        warehouse = warehouses[head["warehouse"]]
        incoming = head["direction"] == "in"
        kind = warehouse.in_type_id if incoming else warehouse.out_type_id
        places = {
            "location_id": (suppliers if incoming else warehouse.lot_stock_id).id,
            "location_dest_id": (warehouse.lot_stock_id if incoming else customers).id,
        }
        vals_list.append(
            {
                "picking_type_id": kind.id,
                "partner_id": contacts[head["contact"]].id,
                "origin": head["document"],
                "scheduled_date": today + timedelta(days=int(head["days"])),
                **places,
                "move_ids": [
                    (0, 0, _move_vals(row, products, warehouse, places)) for row in rows
                ],
            }
        )
    pickings = env["stock.picking"].create(vals_list)
    pickings.action_confirm()
    pickings.action_assign()


def make_transfers(warehouses, products):
    """Make the receipts of what is on its way between warehouses."""
    env = next(iter(warehouses.values())).env
    transit = env.company.internal_transit_location_id
    rows = [row for row in read("other_stock") if row["bin"] == "transit"]
    vals_list = []
    for code in dict.fromkeys(row["warehouse"] for row in rows):
        warehouse = warehouses[code]
        places = {
            "location_id": transit.id,
            "location_dest_id": warehouse.lot_stock_id.id,
        }
        vals_list.append(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "origin": f"Transfer to {warehouse.name}",
                **places,
                "move_ids": [
                    (0, 0, _move_vals(row, products, warehouse, places))
                    for row in rows
                    if row["warehouse"] == code
                ],
            }
        )
    pickings = env["stock.picking"].create(vals_list)
    pickings.action_confirm()
    pickings.action_assign()


def _move_vals(row, products, warehouse, places):
    product = products[row["sku"]]
    return {
        "product_id": product.id,
        "product_uom_qty": float(row["quantity"]),
        "product_uom": product.uom_id.id,
        "company_id": warehouse.company_id.id,
        "warehouse_id": warehouse.id,
        **places,
    }
