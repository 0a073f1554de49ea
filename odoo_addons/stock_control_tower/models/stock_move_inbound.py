from odoo import api, models


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.depends("tower_inbox_id")
    def _compute_reference(self):
        """A move without a transfer goes by what the partner calls it."""
        super()._compute_reference()
        for move in self:
            if move.tower_inbox_id and not move.picking_id and not move.is_inventory:
                move.reference = move.tower_inbox_id.business_key
