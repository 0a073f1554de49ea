from odoo import fields, models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "stock.tower.events.mixin"]
    _tower_event_field = "lot_id"

    tower_hold = fields.Boolean(
        "On hold",
        copy=False,
        help="Sellable stock of this lot counts as quarantined, wherever it is.",
    )
    tower_expired = fields.Boolean(
        "Expired",
        readonly=True,
        copy=False,
        help="Its expiration date has passed; set once a day. Counts as on hold.",
    )
