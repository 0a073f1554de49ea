from datetime import UTC, datetime

from odoo import models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _tower_anchors(self, date):
        """Return what a count in Odoo anchors, as `_record` wants it.

        A difference does not matter; a count of one package says nothing about the
        rest of its location.
        """
        counted_at = date or datetime.now(UTC).replace(tzinfo=None)
        anchors = {}
        for quant in self.filtered(lambda one: one.company_id and not one.package_id):
            key = (
                quant.product_id.id,
                quant.location_id.id,
                quant.lot_id.id or None,
                quant.owner_id.id or None,
            )
            company_id, quantity = quant.company_id.id, quant.inventory_quantity
            anchors[key] = (counted_at, quantity, None, company_id)
        return anchors
