from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..ledger.sql import statement
from ..states.stock_location import STOCK_STATES
from ..states.stock_tower_state import FIGURES, STATES_SQL

_NOW = statement("truth_now", states=STATES_SQL, coming="%(coming)s")
_AS_OF = statement("truth_as_of", fold=statement("fold"))
# Key of the context: the event number after which the stock is asked for.
UNTIL = "stock_tower_until"
# A name that fits more records than that is no help to the indexes.
MAX_LOOKED_UP = 5_000


def _quantity(label):
    return fields.Float(label, digits="Product Unit", readonly=True)


class StockTowerTruth(models.Model):
    """What each warehouse has and awaits, to be searched and summed; see
    `positions` and `groups`.

    A row is stock of one key in one state, or (state `coming`) what an open move
    brings. Rows have no identity: the model exists for its search view, its access
    rules and the statement they make, never to be browsed.
    """

    _name = "stock.tower.truth"
    _description = "Stock truth"
    _auto = False

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Lot/serial number", readonly=True)
    package_id = fields.Many2one("stock.package", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    state = fields.Selection(
        [*STOCK_STATES, ("in_transit", "In transit"), ("coming", "Awaited")],
        readonly=True,
    )
    on_hand = _quantity("On hand")
    available = _quantity("Available")
    reserved = _quantity("Reserved")
    quarantined = _quantity("Quarantined")
    damaged = _quantity("Damaged")
    returned = _quantity("Returned")
    in_transit = _quantity("In transit")
    incoming = _quantity("Incoming")

    @property
    def _table_query(self):
        until = self.env.context.get(UNTIL)
        if until is not None:
            return SQL(_AS_OF, until=until, products=None)
        warehouses = self.env["stock.tower.overview"]._warehouses()
        coming = self.env["stock.tower.state"]._coming(warehouses)
        return SQL(_NOW, coming=coming)

    @api.model
    def _matching(self, domain, until):
        """(model as of `until`, statement of the rows that match and are not empty).

        The access rules of this model are in it, so whatever is summed from it keeps
        to the companies of the user.
        """
        self.env["stock.tower.overview"]._check_viewer()
        self.env.flush_all()
        # Compiling these statements takes longer than running them.
        self.env.cr.execute("SET LOCAL jit = off")
        model = self if until is None else self.with_context(**{UNTIL: int(until)})
        query = model._search(self._with_ids(Domain(domain or [])))
        something = SQL(" OR ").join(
            SQL("%s <> 0", SQL.identifier(query.table, name))
            for name in ("on_hand", "reserved", "in_transit", "incoming")
        )
        query.add_where(SQL("(%s)", something))
        return model, query

    @api.model
    def _with_ids(self, domain):
        """Names looked up beforehand: PostgreSQL then goes by the indexes on ids."""

        def look_up(condition):
            field = self._fields.get(condition.field_expr)
            named = isinstance(condition.value, str) and "like" in condition.operator
            if not (named and field and field.type == "many2one"):
                return condition
            records = self.env[field.comodel_name].with_context(active_test=False)
            negative = condition.operator.startswith("not ")
            operator = condition.operator.removeprefix("not ")
            found = records.search(
                [("display_name", operator, condition.value)], limit=MAX_LOOKED_UP + 1
            )
            if len(found) > MAX_LOOKED_UP:
                return condition
            return Domain(
                condition.field_expr, "not in" if negative else "in", found.ids
            )

        return domain.map_conditions(look_up)


def sums(query, own):
    """Columns: the figures of own stock, then what others own.

    :param own: SQL condition, true for own stock
    """
    columns = [
        SQL(
            "COALESCE(sum(%s) FILTER (WHERE %s), 0)",
            SQL.identifier(query.table, name),
            own,
        )
        for name in FIGURES
    ]
    others = SQL(
        "COALESCE(sum(%s) FILTER (WHERE NOT %s), 0)",
        SQL.identifier(query.table, "on_hand"),
        own,
    )
    return SQL(", ").join([*columns, others])


def own_stock(query, env):
    """SQL condition: the company itself owns it."""
    return SQL(
        "COALESCE(%s = ANY(%s), true)",
        SQL.identifier(query.table, "owner_id"),
        env.companies.partner_id.ids,
    )
