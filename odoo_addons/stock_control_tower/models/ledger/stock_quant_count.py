from odoo import models

COUNTED = "stock_control_tower_counted"


class StockQuant(models.Model):
    """Tells a count from a correction: both are applied as inventory."""

    _inherit = "stock.quant"

    def _apply_inventory(self, date=None):
        counting = self.env.context.get(COUNTED, True)
        if self.env.context.get("from_inverse_qty"):  # a figure typed on a product
            counting = False
        anchors = self._tower_anchors(date) if counting else {}
        result = super(
            StockQuant, self.with_context(**{COUNTED: counting})
        )._apply_inventory(date=date)
        self.env["stock.tower.count.anchor"].sudo()._record(anchors)
        return result

    def _set_inventory_quantity(self):
        """Somebody types the figure on hand; nobody has counted."""
        return super(
            StockQuant, self.with_context(**{COUNTED: False})
        )._set_inventory_quantity()
