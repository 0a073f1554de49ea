from datetime import UTC, datetime

from odoo import api, models
from odoo.tools import SQL

from ..states.stock_tower_state import FIGURES
from .stock_tower_truth import own_stock, sums

# A block of the list: what is read at once while scrolling.
BLOCK_ROWS = 120
# A page before the blocks are known, and of an export.
MAX_PRODUCTS = 500
_KEY = SQL(
    "(product.default_code IS NULL), COALESCE(product.default_code, ''), product.id"
)
FIGURE_NAMES = (*FIGURES, "others")


class StockTowerTruth(models.Model):
    """Positions: one row per product and warehouse, ordered by reference.

    Pages go on after a key and never count from the start, so the last of 400,000 rows
    costs what the first does. `outline` counts once and says where blocks end, so that
    a scroll bar can jump anywhere.
    """

    _inherit = "stock.tower.truth"

    @api.model
    def positions(self, domain=None, after=None, last=None, limit=40, until=None):
        """The positions of the products after a key, in order.

        :param domain: on the fields of this model; figures count what matches
        :param after: [reference or False, product id] that the page follows
        :param last: key of the last product; without it `limit` products
        :param until: event number as a decimal string; stock after that event
        :return: {rows, next: key to go on after or None, at, head}
        """
        model, query = self._matching(domain, until)
        if last is None:
            limit = max(1, min(int(limit), MAX_PRODUCTS))
            products = model._next_products(query, after, limit)
        else:
            limit = None
            products = model._products_between(after, last)
        overview = self.env["stock.tower.overview"]
        return {
            "rows": model._position_rows(query, products),
            "next": products[-1][1:] if limit and len(products) == limit else None,
            "at": iso(datetime.now(UTC)),
            "head": overview._head(),
        }

    @api.model
    def outline(self, domain=None, until=None):
        """How long the list is, and where its blocks end.

        :return: {count: rows, products, blocks: [[reference or False, product id,
            rows up to and with that product]]}
        """
        model, query = self._matching(domain, until)
        rows = self.env.execute_query(
            SQL(
                """
                WITH position AS (%(positions)s),
                products AS (
                    SELECT product_id, count(*) AS rows FROM position GROUP BY 1
                ),
                placed AS (
                    SELECT product.default_code, product.id, products.rows,
                           sum(products.rows) OVER (ORDER BY %(key)s) AS upto
                      FROM products
                      JOIN product_product product ON product.id = products.product_id
                ),
                blocks AS (
                    SELECT *, (upto - rows)::bigint / %(size)s AS block,
                           count(*) OVER () AS products
                      FROM placed
                )
                SELECT DISTINCT ON (block) default_code, id, upto::bigint, products
                  FROM blocks
                 ORDER BY block, upto DESC
                """,
                positions=model._position_keys(query),
                key=_KEY,
                size=BLOCK_ROWS,
            )
        )
        return {
            "count": rows[-1][2] if rows else 0,
            "products": rows[-1][3] if rows else 0,
            "blocks": [[code or False, id_, upto] for code, id_, upto, _all in rows],
        }

    @api.model
    def _position_keys(self, query):
        """Statement: product and warehouse of each position."""
        table = query.table
        return SQL(
            """SELECT %(product)s AS product_id FROM %(source)s WHERE %(where)s
                GROUP BY %(product)s, %(warehouse)s HAVING %(shown)s""",
            product=SQL.identifier(table, "product_id"),
            warehouse=SQL.identifier(table, "warehouse_id"),
            source=query.from_clause,
            where=query.where_clause,
            shown=_shown(query),
        )

    @api.model
    def _next_products(self, query, after, limit):
        """[(id, reference, id)] of the next products that something matches.

        As a rule the next few have something; only where they do not, everything that
        matches is looked at.
        """
        near = self._products_matching(query, after, limit, near=4 * limit)
        if len(near) == limit:
            return near
        return self._products_matching(query, after, limit)

    @api.model
    def _products_matching(self, query, after, limit, near=None):
        """:param near: look at so many products only"""
        product = SQL.identifier(query.table, "product_id")
        following = SQL(
            "SELECT * FROM product_product product WHERE %s", _beyond(after)
        )
        where = query.where_clause
        if near:
            following = SQL("%s ORDER BY %s LIMIT %s", following, _KEY, near)
            ids = self.env.execute_query(SQL("SELECT id FROM (%s) next", following))
            where = SQL("%s AND %s = ANY(%s)", where, product, [id_ for (id_,) in ids])
        return self.env.execute_query(
            SQL(
                """
                SELECT product.id, product.default_code, product.id
                  FROM (%(following)s) product
                 WHERE product.id IN (
                       SELECT %(product)s FROM %(source)s WHERE %(where)s)
                 ORDER BY %(key)s
                 LIMIT %(limit)s
                """,
                following=following,
                source=query.from_clause,
                where=where,
                product=product,
                key=_KEY,
                limit=limit,
            )
        )

    @api.model
    def _products_between(self, after, last):
        return self.env.execute_query(
            SQL(
                """
                SELECT product.id, product.default_code, product.id
                  FROM product_product product
                 WHERE %s AND (%s) <= %s
                 ORDER BY %s
                """,
                _beyond(after),
                _KEY,
                _key(last),
                _KEY,
            )
        )

    @api.model
    def _position_rows(self, query, products):
        table = query.table
        query.add_where(
            SQL(
                "%s = ANY(%s)",
                SQL.identifier(table, "product_id"),
                [id_ for id_, *_key in products],
            )
        )
        found = self.env.execute_query(
            SQL(
                """
                SELECT %(product)s, %(warehouse)s, %(sums)s
                  FROM %(source)s WHERE %(where)s
                 GROUP BY %(product)s, %(warehouse)s HAVING %(shown)s
                """,
                product=SQL.identifier(table, "product_id"),
                warehouse=SQL.identifier(table, "warehouse_id"),
                sums=sums(query, own_stock(query, self.env)),
                source=query.from_clause,
                where=query.where_clause,
                shown=_shown(query),
            )
        )
        place = {id_: index for index, (id_, *_key) in enumerate(products)}
        warehouses = self.env["stock.tower.overview"]._warehouses().ids
        rank = {id_: index for index, id_ in enumerate(warehouses)}
        found.sort(key=lambda row: (place[row[0]], rank.get(row[1], len(rank))))
        facts = self._product_facts({row[0] for row in found})
        return [
            {
                "product_id": product_id,
                "warehouse_id": warehouse_id,
                **facts[product_id],
                **tidy(figures),
            }
            for product_id, warehouse_id, *figures in found
        ]


def tidy(figures):
    """{figure: quantity} without what adding numbers leaves over."""
    return {
        name: round(float(value), 6)
        for name, value in zip(FIGURE_NAMES, figures, strict=True)
    }


def _shown(query):
    """SQL condition on a position: between warehouses, what is awaited by one of them
    may be all there is."""
    return SQL(
        "(%(warehouse)s IS NOT NULL"
        " OR round(sum(%(transit)s) FILTER (WHERE %(warehouse)s IS NULL), 6) <> 0)",
        warehouse=SQL.identifier(query.table, "warehouse_id"),
        transit=SQL.identifier(query.table, "in_transit"),
    )


def _key(key):
    code, product_id = key
    return SQL("(%s, %s, %s)", not code, code or "", int(product_id))


def _beyond(after):
    return SQL("(%s) > %s", _KEY, _key(after)) if after else SQL("true")


def iso(moment):
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
