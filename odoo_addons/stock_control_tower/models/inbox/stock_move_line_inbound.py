from collections import defaultdict

from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _tower_done_alone(self, reasons):
        """Keep with the events why Odoo did their lines one by one."""
        super()._tower_done_alone(reasons)
        rows = defaultdict(set)
        for line in self:
            if row := line.move_id.tower_inbox_id:
                rows[reasons[line.product_id.id]].add(row.id)
        for why, ids in rows.items():
            self.env.cr.execute(
                "UPDATE stock_tower_inbox SET line_by_line = %s WHERE id = ANY(%s)",
                [why, list(ids)],
            )
