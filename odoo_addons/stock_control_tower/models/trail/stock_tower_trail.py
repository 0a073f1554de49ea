from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.contract_validator import KINDS
from ..ledger.sql import statement

_STATEMENTS = {"out": statement("trail_out"), "in": statement("trail_in")}
# What the indexes of the log know an event by: what it did, and its id.
_EFFECTS = ("product_id", "lot_id", "picking_id")
_INDEXED = (*_EFFECTS, "event_id")
# What partners' events did is looked for in the log, not event by event.
_CAUSED = """%(event)s IN (
    SELECT inbox_id FROM stock_tower_outbox
     WHERE %(effect)s IN %(ids)s AND sequence IS NOT NULL AND inbox_id IS NOT NULL)"""
# Key of the context: which of the two logs is read.
DIRECTION = "stock_tower_direction"


class StockTowerTrail(models.Model):
    """The events that came in and those that went out, to be searched together; see
    `page`.

    A row is `direction` and `position`: the number of an event that went out, the id of
    one that came in. The model exists for its search view, its access rules and the
    statement they make, never to be browsed.
    """

    _name = "stock.tower.trail"
    _description = "Events in and out"
    _auto = False

    direction = fields.Selection(
        [("in", "From partners"), ("out", "From Odoo")], readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("stock.tower.partner", readonly=True)
    kind = fields.Selection(
        [(kind, kind.replace("_", " ").capitalize()) for kind in KINDS], readonly=True
    )
    at = fields.Datetime("Time", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    location_id = fields.Many2one("stock.location", "From", readonly=True)
    location_dest_id = fields.Many2one("stock.location", "To", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Lot/serial number", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    picking_id = fields.Many2one("stock.picking", "Document", readonly=True)
    event_id = fields.Char("Event id", readonly=True)
    business_key = fields.Char(readonly=True)
    correlation_id = fields.Char(readonly=True)
    state = fields.Selection(
        [
            ("told", "Told"),
            ("applied", "Applied"),
            ("recorded", "Recorded"),
            ("waiting", "Waiting"),
            ("refused", "Refused"),
            ("conflict", "Conflict"),
            ("duplicate", "Repeated"),
            ("discarded", "Discarded"),
            ("missing", "Missing"),
        ],
        readonly=True,
        help="Told: Odoo says what has happened. The others are what became of a "
        "partner's event, on the event itself and on Odoo's answer to it.",
    )

    @property
    def _table_query(self):
        return SQL(_STATEMENTS[self.env.context.get(DIRECTION, "out")])

    @api.model
    def _one_way(self, direction, domain):
        """(statement of the events of one direction that match; whether it goes by an
        index, however far back they are).

        The access rules are in it.
        """
        self.env["stock.tower.overview"]._check_viewer()
        model = self.with_context(**{DIRECTION: direction})
        domain = self._with_ids(domain).optimize(model)
        query = model._search(domain)
        indexed = _indexed(domain)
        if direction == "out":
            return query, bool(indexed)
        effects = [one for one in indexed if one.field_expr in _EFFECTS]
        for one in effects:
            query.add_where(
                SQL(
                    _CAUSED,
                    event=SQL.identifier(query.table, "id"),
                    effect=SQL.identifier(one.field_expr),
                    ids=tuple(one.value),
                )
            )
        return query, bool(effects)

    @api.model
    def _with_ids(self, domain):
        """Names looked up beforehand: PostgreSQL then goes by the indexes on ids."""

        def look_up(condition):
            field = self._fields.get(condition.field_expr)
            if not (
                field
                and field.type == "many2one"
                and isinstance(condition.value, str)
                and condition.operator == "ilike"
            ):
                return condition
            records = self.env[field.comodel_name].with_context(active_test=False)
            found = records.search(
                [("display_name", "ilike", condition.value)], limit=1_000
            )
            return Domain(condition.field_expr, "in", found.ids)

        return Domain(domain or []).map_conditions(look_up)


def _indexed(domain):
    """Conditions on what the indexes know that every match must meet."""
    both = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
    return [
        one
        for one in both
        if getattr(one, "field_expr", "") in _INDEXED
        and one.operator == "in"
        and all(one.value)
    ]
