from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from .stock_tower_state import FIGURES, STATES_SQL

MAX_PAGE = 200
# What a cell of the grid knows: own stock by state, and what others own of it.
CELL = (*FIGURES, "others")


class StockTowerOverview(models.AbstractModel):
    """Products × warehouses: stock by state now, as `stock.tower.state` has it."""

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

        Figures are those of `stock.tower.state`, in the product's unit of measure:
        `on_hand` is `qty_available` of the company's own stock.

        :param warehouse_ids: only these; empty means every warehouse
        :return: rows, and count and totals over all products that match; what is
            in transit belongs to no warehouse and is there without a choice of them
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
        figures = self._figures(products.ids, warehouses, not warehouse_ids)
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
                    "in_transit": figures[product.id].pop(None, _NOTHING)["in_transit"],
                    "warehouses": figures[product.id],
                }
                for product in products
            ],
            "count": self.stock_count(search, warehouse_ids, only_with_stock),
            "totals": self._totals(domain, warehouses, not warehouse_ids),
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
            SELECT stock.product_id
              FROM %s
             GROUP BY stock.product_id, stock.warehouse_id, stock.state, stock.owned
            HAVING sum(stock.on_hand) <> 0 OR sum(stock.reserved) <> 0
            )""",
            self._states(SQL("true"), warehouses, transit=False),
        )

    @api.model
    def _figures(self, product_ids, warehouses, transit):
        """{product id: {warehouse id: figures}}, without empty ones.

        :param transit: stock in transit too, under None
        """
        rows = self._rows(
            SQL(
                """
                SELECT stock.product_id, stock.warehouse_id, %s
                  FROM %s
                 GROUP BY stock.product_id, stock.warehouse_id
                """,
                _SUMS,
                self._states(
                    SQL("product_id = ANY(%s)", product_ids), warehouses, transit
                ),
            )
        )
        figures = defaultdict(dict)
        for product_id, warehouse_id, *sums in rows:
            if any(sums):
                figures[product_id][warehouse_id] = _cell(sums)
        return figures

    @api.model
    def _totals(self, domain, warehouses, transit):
        """Sums per warehouse and over "all", one per unit of measure.

        Pieces and kilograms do not add up, so each unit keeps its own sum; the
        one that most products use comes first.
        """
        products = self.env["product.product"]._search(domain)
        rows = self._rows(
            SQL(
                """
                SELECT stock.warehouse_id, grouping(stock.warehouse_id) = 1,
                       template.uom_id, count(DISTINCT stock.product_id), %s
                  FROM %s
                  JOIN product_product product ON product.id = stock.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                 GROUP BY GROUPING SETS (
                          (stock.warehouse_id, template.uom_id),
                          (template.uom_id))
                """,
                _SUMS,
                self._states(
                    SQL("product_id IN %s", products.subselect()), warehouses, transit
                ),
            )
        )
        uoms = self.env["uom.uom"].browse(
            {uom_id for _wh, _all, uom_id, *_sums in rows}
        )
        names = {uom.id: uom.name for uom in uoms}
        totals = defaultdict(list)
        for warehouse_id, everywhere, uom_id, count, *sums in rows:
            if everywhere or warehouse_id:
                totals["all" if everywhere else warehouse_id].append(
                    {"uom": names[uom_id], "products": count, **_cell(sums)}
                )
        for sums in totals.values():
            sums.sort(key=lambda total: (-total["products"], total["uom"]))
        return totals

    @api.model
    def _states(self, condition, warehouses, transit):
        """The rows of `stock.tower.state` that the page speaks of, named `stock`.

        :param condition: on the columns of the states
        :param transit: stock in transit too, which lies in no warehouse
        """
        companies = self.env.companies
        return SQL(
            """(
                SELECT states.*,
                       coalesce(states.owner_id = ANY(%(owners)s), true) AS owned
                  FROM (%(states)s) states
                 WHERE %(condition)s
                   AND (states.warehouse_id = ANY(%(warehouses)s)
                        OR (%(transit)s
                            AND states.warehouse_id IS NULL
                            AND states.state = 'in_transit'
                            AND coalesce(states.company_id = ANY(%(companies)s), true)))
            ) stock""",
            states=SQL(STATES_SQL),
            condition=condition,
            owners=companies.partner_id.ids,
            warehouses=warehouses.ids,
            transit=transit,
            companies=companies.ids,
        )


_SUMS = SQL(", ").join(
    [
        *(
            SQL(
                "coalesce(sum(stock.%s) FILTER (WHERE stock.owned), 0)",
                SQL.identifier(name),
            )
            for name in FIGURES
        ),
        SQL("coalesce(sum(stock.on_hand) FILTER (WHERE NOT stock.owned), 0)"),
    ]
)


def _cell(sums):
    return {name: float(value) for name, value in zip(CELL, sums, strict=True)}


_NOTHING = dict.fromkeys(CELL, 0.0)
