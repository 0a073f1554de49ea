from odoo import api, models

from ...lib.atp import Projection
from .stock_tower_atp import MAX_PRODUCTS

OPEN_STATES = ("waiting", "confirmed", "partially_available", "assigned")


class StockTowerAtp(models.AbstractModel):
    """Where more is promised than there will be: a finding, never a figure."""

    _inherit = "stock.tower.atp"

    @api.model
    def overcommitments(self, warehouse_ids=None, limit=200):
        """Products whose firm demand exceeds stock and counted receipts.

        :return: [{product_id, warehouse_id, overcommitted (float), overcommitted_on
            ("YYYY-MM-DD")}, …], those that lack first come first
        """
        warehouses = self._asked_warehouses(warehouse_ids)
        candidates = self._overcommitted_candidates(warehouses)
        found = []
        for start in range(0, len(candidates), MAX_PRODUCTS):
            products = self._asked_products(candidates[start : start + MAX_PRODUCTS])
            positions = self._positions(products.ids, warehouses)
            for (product_id, warehouse_id), position in positions.items():
                projection = Projection(position)
                if projection.overcommitted:
                    found.append(
                        {
                            "product_id": product_id,
                            "warehouse_id": warehouse_id,
                            "overcommitted": float(projection.overcommitted),
                            "overcommitted_on": projection.overcommitted_on.isoformat(),
                        }
                    )
        found.sort(key=lambda row: (row["overcommitted_on"], -row["overcommitted"]))
        return found[: max(1, min(int(limit), MAX_PRODUCTS))]

    @api.model
    def _overcommitted_candidates(self, warehouses):
        """Ids of products that somebody wants, or that are below zero."""
        here = [("location_id.warehouse_id", "in", warehouses.ids)]
        wanted = (
            self.env["stock.move"]
            .sudo()
            ._read_group([*here, ("state", "in", OPEN_STATES)], ["product_id"])
        )
        negative = (
            self.env["stock.quant"]
            .sudo()
            ._read_group([*here, ("quantity", "<", 0)], ["product_id"])
        )
        return sorted({product.id for [product] in wanted + negative})
