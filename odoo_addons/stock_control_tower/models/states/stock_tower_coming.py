"""What is not on hand yet: awaited by a warehouse, or on its way to it."""

from odoo import api, models
from odoo.tools import SQL

from ..ledger.sql import statement

_COMING = statement("coming")


class StockTowerState(models.Model):
    _inherit = "stock.tower.state"

    @api.model
    def _coming(self, warehouses):
        """Statement: product_id, warehouse_id, company_id, incoming and in_transit, of
        each open move that brings own stock to `warehouses` from outside them.

        What it counts as on its way to one it takes off, in a row of its own, where
        the goods lie: in transit without a warehouse.
        """
        return SQL(_COMING, warehouses=warehouses.ids)

    @api.model
    def _add_coming(self, result, product_ids, warehouses, transit):
        """Add `incoming` and `in_transit` to the answer of `figures`.

        :param transit: also to what is in transit without a warehouse
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product_id, warehouse_id, sum(incoming), sum(in_transit)
                  FROM (%(coming)s) coming
                 WHERE product_id = ANY(%(products)s)
                   AND (warehouse_id = ANY(%(warehouses)s)
                        OR (%(transit)s
                            AND warehouse_id IS NULL
                            AND coalesce(company_id = ANY(%(companies)s), true)))
                 GROUP BY product_id, warehouse_id
                """,
                coming=self._coming(warehouses),
                products=list(product_ids),
                warehouses=warehouses.ids,
                transit=transit,
                companies=self.env.companies.ids,
            )
        )
        for product_id, warehouse_id, incoming, in_transit in rows:
            cell = self._cell(result, product_id, warehouse_id or False)
            cell["incoming"] += float(incoming)
            cell["in_transit"] = round(cell["in_transit"] + float(in_transit), 6)
