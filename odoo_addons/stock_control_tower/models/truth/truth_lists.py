from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..states.stock_tower_state import FIGURES
from .stock_tower_truth import own_stock, sums
from .truth_page import FIGURE_NAMES, tidy

MAX_PLACES = 500
_PLACE = ("location_id", "lot_id", "package_id", "owner_id")
_COMING = ("in_transit", "incoming")


class StockTowerTruth(models.Model):
    """What a figure is the sum of: places, and Odoo's own lists."""

    _inherit = "stock.tower.truth"

    @api.model
    def places(self, product_id, warehouse_id=None, domain=None, until=None):
        """Where the stock of a position lies: location, lot, package, owner, state.

        :return: {rows: [{location_id, location, lot_id, lot, …, state, figures}],
            more: there are further rows}
        """
        _model, query = self._matching(
            Domain(domain or [])
            & Domain("product_id", "=", product_id)
            & Domain("warehouse_id", "=", warehouse_id or False)
            & Domain("location_id", "!=", False),
            until,
        )
        columns = SQL(", ").join(
            SQL.identifier(query.table, name) for name in (*_PLACE, "state")
        )
        location = SQL.identifier(query.table, "location_id")
        found = self.env.execute_query(
            SQL(
                """
                SELECT %(columns)s, %(sums)s
                  FROM %(source)s
                  JOIN stock_location place ON place.id = %(location)s
                 WHERE %(where)s
                 GROUP BY place.complete_name, %(columns)s
                 ORDER BY place.complete_name, %(columns)s
                 LIMIT %(limit)s
                """,
                columns=columns,
                sums=sums(query, own_stock(query, self.env)),
                source=query.from_clause,
                location=location,
                where=query.where_clause,
                limit=MAX_PLACES + 1,
            )
        )
        labels = {
            name: self._labels_of(
                name, {row[place] for row in found if row[place] is not None}
            )
            for place, name in enumerate(_PLACE)
        }
        return {
            "rows": [
                {
                    **{
                        key: value
                        for place, name in enumerate(_PLACE)
                        for key, value in (
                            (name, row[place]),
                            (name[:-3], labels[name].get(row[place])),
                        )
                    },
                    "state": row[len(_PLACE)],
                    **tidy(row[len(_PLACE) + 1 :]),
                }
                for row in found[:MAX_PLACES]
            ],
            "more": len(found) > MAX_PLACES,
        }

    @api.model
    def action_figure(self, product_id, figure, warehouse_id=None, domain=None):
        """The list of what a figure of a position is the sum of.

        :param figure: one of the figures of a position
        :param domain: what the user has filtered by
        """
        self.env["stock.tower.overview"]._check_viewer()
        product = self.env["product.product"].browse(product_id)
        title = self.env._(
            "%(figure)s: %(product)s",
            figure=self._figure_words(figure),
            product=product.sudo().display_name,
        )
        if figure in _COMING and warehouse_id:
            return self._moves_window(title, product_id, warehouse_id, figure)
        states = self.env["stock.tower.state"]
        shown = Domain(domain or []).optimize(self).map_conditions(_of_states)
        kind = "on_hand" if figure == "others" else figure
        own = states._own_stock()
        return states._window(
            title,
            list(
                shown
                & Domain("product_id", "=", product_id)
                & Domain("warehouse_id", "=", warehouse_id or False)
                & Domain(kind, "!=", 0)
                & (~Domain(own) if figure == "others" else Domain(own))
            ),
        )

    @api.model
    def _moves_window(self, title, product_id, warehouse_id, figure):
        """The open moves that bring goods to a warehouse."""
        warehouse = self.env["stock.tower.overview"]._chosen_warehouses([warehouse_id])
        self.env.flush_all()
        moves = self.env.execute_query(
            SQL(
                """SELECT move_id FROM (%s) coming
                    WHERE product_id = %s AND warehouse_id = %s AND %s <> 0""",
                self.env["stock.tower.state"]._coming(warehouse),
                product_id,
                warehouse_id,
                SQL.identifier(figure),
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "stock.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", [id_ for (id_,) in moves])],
        }

    @api.model
    def _figure_words(self, figure):
        if figure == "others":
            return self.env._("Owned by others")
        if figure not in FIGURES:
            raise ValueError(f"{figure} is none of {', '.join(FIGURE_NAMES)}")
        return self._fields[figure]._description_string(self.env)


def _of_states(condition):
    """The same condition on rows of stock by state, which have no category."""
    if condition.field_expr == "categ_id":
        return Domain("product_id.categ_id", condition.operator, condition.value)
    return condition
