from odoo import fields, models

from ..ledger.fields import LedgerMany2one
from .stock_tower_state import STATES


class StockTowerAsOfLine(models.TransientModel):
    """Stock of one key in one state at the moment that was asked for.

    Written by SQL only. Sellable stock that was reserved is a line of its own.
    """

    _name = "stock.tower.as.of.line"
    _description = "Stock as of a moment: line"
    _rec_name = "product_id"
    _order = "product_id, location_id, id"

    as_of_id = fields.Many2one(
        "stock.tower.as.of", required=True, ondelete="cascade", index=True
    )
    product_id = LedgerMany2one("product.product", readonly=True)
    warehouse_id = LedgerMany2one("stock.warehouse", readonly=True)
    location_id = LedgerMany2one("stock.location", readonly=True)
    lot_id = LedgerMany2one("stock.lot", "Lot/serial number", readonly=True)
    package_id = LedgerMany2one("stock.package", readonly=True)
    owner_id = LedgerMany2one("res.partner", readonly=True)
    state = fields.Selection(
        [
            (state, state.replace("_", " ").capitalize())
            for state in (*STATES, "in_transit")
        ],
        readonly=True,
    )
    quantity = fields.Float(
        digits="Product Unit", readonly=True, help="In the product's unit of measure."
    )
