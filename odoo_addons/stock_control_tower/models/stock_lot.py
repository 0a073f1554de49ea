from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "stock.tower.events.mixin"]
    _tower_event_field = "lot_id"
