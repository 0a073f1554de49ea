from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ..ledger.sql import statement
from ..states.stock_tower_state import FIGURES, STATES, STATES_SQL

MAX_PAGE = 200
_TOTALS = statement("stock_totals", state=statement("state"))
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
        count=True,
    ):
        """Rows `offset` to `offset + limit` of the products, ordered by SKU.

        Figures are those of `stock.tower.state`, in the product's unit of measure:
        `on_hand` is `qty_available` of the company's own stock.

        :param warehouse_ids: only these; empty means every warehouse
        :param count: False leaves it out (None): it costs by the whole list
        :return: rows, and how many products match; what is in transit and awaited by
            no warehouse is there without a choice of them
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
        between = {
            product_id: cells.pop(None)["in_transit"]
            for product_id, cells in figures.items()
            if None in cells
        }
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
                    "in_transit": between.get(product.id, 0.0),
                    "warehouses": figures.get(product.id, {}),
                }
                for product in products
            ],
            "count": self.env["product.product"].search_count(domain)
            if count
            else None,
        }

    @api.model
    def stock_totals(self, search="", warehouse_ids=None, only_with_stock=False):
        """What `stock_page` says of the whole list: count and totals."""
        self._check_viewer()
        warehouses = self._chosen_warehouses(warehouse_ids)
        domain = self._product_domain(search, warehouses, only_with_stock)
        return {
            "count": self.env["product.product"].search_count(domain),
            "totals": self._totals(domain, warehouses, not warehouse_ids),
        }

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
        """Products of which something lies somewhere, also where it adds up to nothing.

        Not grouped, so that PostgreSQL may look up one product after the other until
        the page is full.
        """
        return SQL(
            """(
            SELECT quant.product_id
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
             WHERE location.warehouse_id = ANY(%s)
               AND location.usage IN ('internal', 'transit')
               AND (quant.quantity <> 0 OR quant.reserved_quantity <> 0)
            )""",
            warehouses.ids,
        )

    @api.model
    def _figures(self, product_ids, warehouses, transit):
        """{product id: {warehouse id: figures}}, without empty ones.

        :param transit: stock in transit too, under None
        """
        rows = self._rows(
            SQL(
                """
                SELECT product_id, warehouse_id, %s
                  FROM %s
                 GROUP BY product_id, warehouse_id, state, owned
                """,
                _SUMS,
                self._states(
                    SQL("product_id = ANY(%s)", product_ids), warehouses, transit
                ),
            )
        )
        figures = defaultdict(lambda: defaultdict(_no_stock))
        for product_id, warehouse_id, *sums in rows:
            _add(figures[product_id][warehouse_id], *sums)
        return {
            product_id: {
                key: _tidy(cell) for key, cell in cells.items() if any(cell.values())
            }
            for product_id, cells in figures.items()
        }

    @api.model
    def _totals(self, domain, warehouses, transit):
        """Sums per warehouse and over "all", one per unit of measure.

        Pieces and kilograms do not add up, so each unit keeps its own sum; the
        one that most products use comes first. It reads all stock of the list,
        not of a page: ask for it now and then.
        """
        products = self.env["product.product"]
        query = products._search(domain)
        companies = self.env.companies
        # Compiling the statement takes longer than running it.
        self.env.cr.execute("SET LOCAL jit = off")
        rows = self._rows(
            SQL(
                _TOTALS,
                matching=query.subselect(
                    SQL.identifier(query.table, "id"),
                    SQL(
                        "%s AS uom_id",
                        products._field_to_sql(query.table, "uom_id", query),
                    ),
                ),
                coming=self.env["stock.tower.state"]._coming(warehouses),
                owners=companies.partner_id.ids,
                warehouses=warehouses.ids,
                transit=transit,
                companies=companies.ids,
            )
        )
        totals = defaultdict(lambda: defaultdict(_no_stock))
        counts = defaultdict(int)
        for warehouse_id, uom_id, count, *sums in rows:
            if count is not None:
                counts[warehouse_id or "all", uom_id] = count
                continue
            _add(totals["all"][uom_id], *sums)
            if warehouse_id:
                _add(totals[warehouse_id][uom_id], *sums)
        uoms = self.env["uom.uom"].browse(list(totals["all"]))
        names = {uom.id: uom.name for uom in uoms}
        result = {
            key: [
                {"uom": names[uom_id], "products": counts[key, uom_id], **_tidy(cell)}
                for uom_id, cell in cells.items()
            ]
            for key, cells in totals.items()
        }
        for sums in result.values():
            sums.sort(key=lambda total: (-total["products"], total["uom"]))
        return result

    @api.model
    def _states(self, condition, warehouses, transit):
        """The rows of `stock.tower.state` that the page speaks of, and what comes
        (state `coming`), named `stock`.

        :param condition: on the columns of the rows
        :param transit: stock in transit too, which lies in no warehouse
        """
        companies = self.env.companies
        return SQL(
            """(
                SELECT * FROM (
                    SELECT product_id, warehouse_id, company_id, state, on_hand,
                           reserved, in_transit, 0 AS incoming,
                           coalesce(owner_id = ANY(%(owners)s), true) AS owned
                      FROM (%(states)s) states
                     UNION ALL
                    SELECT product_id, warehouse_id, company_id, 'coming', 0,
                           0, in_transit, incoming, true
                      FROM (%(coming)s) coming
                ) rows
                 WHERE %(condition)s
                   AND (warehouse_id = ANY(%(warehouses)s)
                        OR (%(transit)s
                            AND warehouse_id IS NULL
                            AND state IN ('in_transit', 'coming')
                            AND coalesce(company_id = ANY(%(companies)s), true)))
            ) stock""",
            states=SQL(STATES_SQL),
            coming=self.env["stock.tower.state"]._coming(warehouses),
            condition=condition,
            owners=companies.partner_id.ids,
            warehouses=warehouses.ids,
            transit=transit,
            companies=companies.ids,
        )


_SUMS = SQL(
    "state, owned, sum(on_hand) AS on_hand, sum(reserved) AS reserved, "
    "sum(in_transit) AS in_transit, sum(incoming) AS incoming"
)


def _no_stock():
    return dict.fromkeys(CELL, 0.0)


def _tidy(cell):
    """Without what adding binary floats leaves over."""
    return {name: round(value, 6) for name, value in cell.items()}


def _add(cell, state, owned, on_hand, reserved, in_transit, incoming):
    """Add the stock of one state to a cell."""
    if not owned:
        cell["others"] += on_hand
        return
    cell["on_hand"] += on_hand
    cell["reserved"] += reserved
    cell["in_transit"] += in_transit
    cell["incoming"] += incoming
    if state in STATES:
        cell[state] += on_hand - reserved
