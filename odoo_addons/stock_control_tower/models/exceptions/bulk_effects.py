from collections import defaultdict

from odoo import fields, models
from odoo.tools import float_is_zero

_SHOWN = 20  # products in warehouses; the largest changes first


class StockTowerBulk(models.Model):
    """What a bulk action does to stock: as planned, and as it came about."""

    _inherit = "stock.tower.bulk"

    effects = fields.Json(
        readonly=True, copy=False, help="[[product id, warehouse id, change], …]"
    )

    def _stock_changes(self, rows):
        """Return dict (product id, warehouse id) -> what the movements of events
        changed on hand."""
        changes = defaultdict(float)
        if not rows:
            return changes
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT line.product_id,
                      CASE WHEN source.usage = 'internal' THEN source.warehouse_id END,
                      CASE WHEN target.usage = 'internal' THEN target.warehouse_id END,
                      sum(line.quantity_product_uom)
                 FROM stock_move move
                 JOIN stock_move_line line ON line.move_id = move.id
                 JOIN stock_location source ON source.id = line.location_id
                 JOIN stock_location target ON target.id = line.location_dest_id
                WHERE move.tower_inbox_id IN %s AND line.state = 'done'
                GROUP BY 1, 2, 3""",
            [rows._ids],
        )
        for product, source, target, quantity in self.env.cr.fetchall():
            if source:
                changes[product, source] -= quantity
            if target:
                changes[product, target] += quantity
        return changes

    def _effects_between(self, before, after):
        """:return: [[product id, warehouse id, change], …], the largest first"""
        changes = [
            [*key, change]
            for key in after
            if not float_is_zero(
                change := after[key] - before.get(key, 0.0), precision_digits=6
            )
        ]
        return sorted(changes, key=lambda one: -abs(one[2]))

    def _effect_lines(self):
        """The planned changes as a person reads them, with what is on hand now."""
        lines = []
        for product_id, warehouse_id, change in (self.effects or [])[:_SHOWN]:
            warehouse = self.env["stock.warehouse"].browse(warehouse_id)
            product = self.env["product.product"].browse(product_id)
            product = product.with_context(warehouse_id=warehouse_id)
            if not product.exists():
                continue
            lines.append(
                {
                    "product": product.display_name,
                    "warehouse": warehouse.code,
                    "uom": product.uom_id.name,
                    "on_hand": product.qty_available,
                    "change": change,
                }
            )
        return lines
