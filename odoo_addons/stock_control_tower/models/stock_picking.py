from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "stock.tower.events.mixin"]
    _tower_event_field = "picking_id"
