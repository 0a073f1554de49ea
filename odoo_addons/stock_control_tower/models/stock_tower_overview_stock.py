from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

MAX_PAGE = 200


class StockTowerOverview(models.AbstractModel):
    """Products × warehouses: on hand, reserved and available now."""

    _inherit = "stock.tower.overview"

    @api.model
    def stock_page(
        self,
        offset=0,
        limit=100,
        search="",
        warehouse_ids=None,
        only_with_stock=False,
    ):
        """Rows `offset` to `offset + limit` of the products, ordered by SKU.

        Figures equal Odoo's own: on hand is `qty_available`, available is
        `free_qty`, in the product's unit of measure.

        :param warehouse_ids: only these; empty means every warehouse
        :return: rows, and count and totals over all products that match
        """
        self._check_viewer()
        warehouses = self._chosen_warehouses(warehouse_ids)
        domain = self._product_domain(search, warehouses, only_with_stock)
        products = self.env["product.product"].search(
            domain,
            offset=max(0, int(offset)),
            limit=max(1, min(int(limit), MAX_PAGE)),
            order="default_code, id",
        )
        figures = self._figures(products.ids, warehouses)
        return {
            "offset": max(0, int(offset)),
            "rows": [
                {
                    "id": product.id,
                    "name": product.with_context(
                        display_default_code=False
                    ).display_name,
                    "sku": product.default_code or "",
                    "uom": product.uom_id.name,
                    "warehouses": figures[product.id],
                }
                for product in products
            ],
            "count": self.stock_count(search, warehouse_ids, only_with_stock),
            "totals": self._totals(domain, warehouses),
        }

    @api.model
    def stock_count(self, search="", warehouse_ids=None, only_with_stock=False):
        """How many products `stock_page` pages through."""
        self._check_viewer()
        warehouses = self._chosen_warehouses(warehouse_ids)
        return self.env["product.product"].search_count(
            self._product_domain(search, warehouses, only_with_stock)
        )

    @api.model
    def _chosen_warehouses(self, warehouse_ids):
        warehouses = self._warehouses()
        if not warehouse_ids:
            return warehouses
        return warehouses.filtered(lambda warehouse: warehouse.id in warehouse_ids)

    @api.model
    def _product_domain(self, search, warehouses, only_with_stock):
        domain = [
            ("is_storable", "=", True),
            ("company_id", "in", [False, *self.env.companies.ids]),
        ]
        term = (search or "").strip()
        if term:
            # A GTIN is the same number with and without leading zeros.
            barcode = term.lstrip("0") if term.isdigit() else term
            domain += [
                "|",
                "|",
                ("name", "ilike", term),
                ("default_code", "ilike", term),
                ("barcode", "ilike", barcode or term),
            ]
        if only_with_stock:
            self.env.flush_all()
            domain.append(("id", "in", self._stocked_products(warehouses)))
        return domain

    @api.model
    def _stocked_products(self, warehouses):
        return SQL(
            """(
            SELECT quant.product_id
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
             WHERE location.warehouse_id = ANY(%s)
             GROUP BY quant.product_id, location.warehouse_id
            HAVING sum(quant.quantity) <> 0 OR sum(quant.reserved_quantity) <> 0
            )""",
            warehouses.ids,
        )

    @api.model
    def _figures(self, product_ids, warehouses):
        """{product id: {warehouse id: figures}}, without empty ones."""
        rows = self._rows(
            SQL(
                """
                SELECT quant.product_id, location.warehouse_id,
                       sum(quant.quantity), sum(quant.reserved_quantity)
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                 WHERE quant.product_id = ANY(%s)
                   AND location.warehouse_id = ANY(%s)
                 GROUP BY quant.product_id, location.warehouse_id
                HAVING sum(quant.quantity) <> 0 OR sum(quant.reserved_quantity) <> 0
                """,
                product_ids,
                warehouses.ids,
            )
        )
        figures = defaultdict(dict)
        for product_id, warehouse_id, on_hand, reserved in rows:
            figures[product_id][warehouse_id] = _figure(on_hand, reserved)
        return figures

    @api.model
    def _totals(self, domain, warehouses):
        """Sums per warehouse and over "all", one per unit of measure.

        Pieces and kilograms do not add up, so each unit keeps its own sum; the
        one that most products use comes first.
        """
        products = self.env["product.product"]._search(domain)
        rows = self._rows(
            SQL(
                """
                SELECT location.warehouse_id, template.uom_id,
                       sum(quant.quantity), sum(quant.reserved_quantity),
                       count(DISTINCT quant.product_id)
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                  JOIN product_product product ON product.id = quant.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                 WHERE quant.product_id IN %s
                   AND location.warehouse_id = ANY(%s)
                 GROUP BY GROUPING SETS (
                          (location.warehouse_id, template.uom_id),
                          (template.uom_id))
                """,
                products.subselect(),
                warehouses.ids,
            )
        )
        uoms = self.env["uom.uom"].browse({uom_id for _wh, uom_id, *_sums in rows})
        names = {uom.id: uom.name for uom in uoms}
        totals = defaultdict(list)
        for warehouse_id, uom_id, on_hand, reserved, count in rows:
            totals[warehouse_id or "all"].append(
                {
                    "uom": names[uom_id],
                    "products": count,
                    **_figure(on_hand, reserved),
                }
            )
        for sums in totals.values():
            sums.sort(key=lambda total: (-total["products"], total["uom"]))
        return totals


def _figure(on_hand, reserved):
    return {
        "on_hand": float(on_hand),
        "reserved": float(reserved),
        "available": float(on_hand - reserved),
    }
