"""Stock by state as lists: the rows behind a figure, and the events behind a row."""

from odoo import api, fields, models
from odoo.exceptions import UserError

HELD = ("quarantined", "damaged", "returned")


class StockTowerState(models.Model):
    _inherit = "stock.tower.state"

    partner_owned = fields.Boolean(
        "Owned by others",
        compute="_compute_partner_owned",
        search="_search_partner_owned",
        help="A partner's goods that lie here; never promised.",
    )

    def _compute_partner_owned(self):
        own = self.env.companies.partner_id
        for row in self:
            row.partner_owned = bool(row.owner_id - own)

    @api.model
    def _search_partner_owned(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self._own_stock()
        return ["!", *own] if True in value else own

    @api.model
    def _figure_domain(self, figure):
        """Domain of the rows that a figure of the tower is the sum of."""
        if figure == "held":
            return [("state", "in", HELD), ("on_hand", "!=", 0)]
        if figure in ("on_hand", "available", "reserved"):
            return [(figure, "!=", 0)]
        raise UserError(
            self.env._(
                "There is no figure named %s. Use one of: on_hand, available, "
                "reserved, held.",
                figure,
            )
        )

    @api.model
    def _window(self, title, domain):
        """The list of just these rows, as an action."""
        rows = self.env.ref("stock_control_tower.stock_tower_state_view_list_rows")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(rows.id, "list"), (False, "pivot"), (False, "graph")],
            "domain": domain,
        }

    def action_events(self):
        """The events that moved what this row speaks of, or changed its state."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Stock events of %(product)s at %(location)s",
                product=self.product_id.display_name,
                location=self.location_id.display_name,
            ),
            "res_model": "stock.tower.outbox",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("lot_id", "=", self.lot_id.id),
                "|",
                ("location_id", "=", self.location_id.id),
                ("location_dest_id", "=", self.location_id.id),
            ],
        }
