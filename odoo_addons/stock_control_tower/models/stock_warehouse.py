from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _tower_unclassed_locations(self):
        """Return the locations here that hold stock and have no state."""
        quants = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("location_id", "child_of", self.view_location_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.tower_effective_state", "=", False),
                    ("quantity", "!=", 0),
                ],
                ["location_id"],
            )
        )
        return self.env["stock.location"].concat(*(location for [location] in quants))

    def _tower_propose_states(self):
        """Give a state to what has none: a warehouse is sellable, its quality control
        is not. What somebody has decided stays."""
        for warehouse in self:
            view, quality = warehouse.view_location_id, warehouse.wh_qc_stock_loc_id
            if not view.tower_state:
                view.tower_state = "available"
            if quality and not quality.tower_state:
                quality.tower_state = "quarantined"
