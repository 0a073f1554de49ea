from datetime import UTC, date, datetime, time

from odoo import models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _apply_inventory(self, date=None):
        """A count in Odoo anchors the figure, with or without a difference; one of a
        package says nothing about the rest of its location."""
        counted_at = _moment(date)
        counts = {
            (
                quant.product_id.id,
                quant.location_id.id,
                quant.lot_id.id or None,
                quant.owner_id.id or None,
            ): (counted_at, quant.inventory_quantity, None, quant.company_id.id)
            for quant in self
            if not quant.package_id and quant.company_id
        }
        result = super()._apply_inventory(date)
        self.env["stock.tower.count.anchor"].sudo()._record(counts)
        return result


def _moment(value):
    """Naive UTC; a day without a time counts until its end, but not beyond now."""
    now = datetime.now(UTC).replace(tzinfo=None)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return min(datetime.combine(value, time.max), now)
    return now
