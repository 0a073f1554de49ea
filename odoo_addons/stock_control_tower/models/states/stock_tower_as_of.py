import json

from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

# A list that nobody can read; also what one answer may hold in memory.
MAX_LINES = 100_000


class StockTowerAsOf(models.TransientModel):
    """Asks for stock as it was at a moment."""

    _name = "stock.tower.as.of"
    _description = "Stock as of a moment"

    moment = fields.Datetime(
        "As of",
        required=True,
        default=lambda self: self.env["stock.tower.overview"]._today_start(),
        help="Stock after the last event that had reached Odoo by then. What was "
        "recorded later counts later, whenever it is said to have happened.",
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        domain=[("is_storable", "=", True)],
        help="Empty: every product.",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Warehouses",
        help="Empty: every warehouse, and what was between them.",
    )

    def action_show(self):
        """Rebuild the stock of then and list it."""
        self.ensure_one()
        if self.moment > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%s has not come yet. Choose a time that has passed.",
                    format_datetime(self.env, self.moment),
                )
            )
        rows = self.env["stock.tower.state"].as_of(
            moment=self.moment, product_ids=self.product_ids.ids or None
        )
        self._keep(self._of_warehouses(rows))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Stock as of %s",
                format_datetime(self.env, self.moment, dt_format="short"),
            ),
            "help": self._empty_help(),
            "res_model": "stock.tower.as.of.line",
            "views": [(False, "list"), (False, "pivot")],
            "domain": [("as_of_id", "=", self.id)],
            "context": {"search_default_by_warehouse": 1, "search_default_by_state": 1},
        }

    def _empty_help(self):
        """What an empty list means: the log may begin later."""
        first = self.env["stock.tower.outbox"].search(
            [("sequence", "!=", False)], order="sequence", limit=1
        )
        begin = first.recorded_at and format_datetime(self.env, first.recorded_at)
        return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (
            self.env._("No stock was there then"),
            self.env._("The events begin on %s.", begin)
            if begin
            else self.env._("There is no event yet."),
        )

    def _of_warehouses(self, rows):
        if not self.warehouse_ids:
            return rows
        inside = self.env["stock.location"].with_context(active_test=False)
        inside = set(
            inside.search([("warehouse_id", "in", self.warehouse_ids.ids)]).ids
        )
        return [row for row in rows if row["location_id"] in inside]

    def _keep(self, rows):
        """Make lines of `rows`, in one statement."""
        if len(rows) > MAX_LINES:
            raise UserError(
                self.env._(
                    "That would be %(count)s lines, and at most %(most)s are shown. "
                    "Choose products or a warehouse.",
                    count=len(rows),
                    most=MAX_LINES,
                )
            )
        self.env.cr.execute(
            """INSERT INTO stock_tower_as_of_line (
                   as_of_id, create_uid, create_date, product_id, location_id,
                   warehouse_id, lot_id, package_id, owner_id, state, quantity)
               SELECT %(id)s, %(user)s, now() AT TIME ZONE 'UTC', row.product_id,
                      row.location_id, location.warehouse_id, row.lot_id,
                      row.package_id, row.owner_id, row.state, row.quantity
                 FROM json_to_recordset(%(rows)s) AS row (
                      product_id integer, location_id integer, lot_id integer,
                      package_id integer, owner_id integer, state varchar,
                      quantity numeric)
                 JOIN stock_location location ON location.id = row.location_id""",
            {
                "id": self.id,
                "user": self.env.uid,
                "rows": json.dumps(rows, default=str),
            },
        )
