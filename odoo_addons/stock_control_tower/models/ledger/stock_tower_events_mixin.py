from odoo import fields, models


class StockTowerEventsMixin(models.AbstractModel):
    """For documents and records that stock events speak of: count and list them."""

    _name = "stock.tower.events.mixin"
    _description = "Has stock events"

    # Field of stock.tower.outbox that points here.
    _tower_event_field = None

    tower_event_count = fields.Integer(
        "Stock events",
        compute="_compute_tower_event_count",
        groups="stock_control_tower.group_viewer",
    )

    def _compute_tower_event_count(self):
        for record in self:
            record.tower_event_count = self.env["stock.tower.outbox"].search_count(
                record._tower_event_domain()
            )

    def action_tower_events(self):
        """The list behind the count."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Stock events of %s", self.display_name),
            "res_model": "stock.tower.outbox",
            "views": [(False, "list"), (False, "form")],
            "domain": self._tower_event_domain(),
        }

    def _tower_event_domain(self):
        # Numbered, since only those are in the indexes.
        return [(self._tower_event_field, "in", self.ids), ("sequence", "!=", False)]
