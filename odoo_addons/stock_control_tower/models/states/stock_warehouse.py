from odoo import fields, models
from odoo.exceptions import AccessError


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    tower_unclassed_count = fields.Integer(
        "Locations without a stock state",
        compute="_compute_tower_unclassed_count",
        help="Locations that hold stock, where nobody has decided what it counts as.",
    )

    def _compute_tower_unclassed_count(self):
        for warehouse in self:
            unclassed = warehouse._tower_unclassed_locations()
            warehouse.tower_unclassed_count = len(unclassed)

    def _tower_unclassed_locations(self):
        """Return the locations here that hold stock and have no state."""
        quants = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("location_id", "child_of", self.view_location_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("location_id.tower_effective_state", "=", False),
                    ("quantity", "!=", 0),
                ],
                ["location_id"],
            )
        )
        return self.env["stock.location"].concat(*(location for [location] in quants))

    def _tower_propose_states(self):
        """Give a state to what has none: a warehouse is sellable, its quality control
        is not. What somebody has decided stays."""
        for warehouse in self:
            view, quality = warehouse.view_location_id, warehouse.wh_qc_stock_loc_id
            if not view.tower_state:
                view.tower_state = "available"
            if quality and not quality.tower_state:
                quality.tower_state = "quarantined"

    def action_tower_unclassed(self):
        """The locations that hold stock and have no state."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Locations of %s without a stock state", self.name),
            "res_model": "stock.location",
            "views": [
                (
                    self.env.ref("stock_control_tower.view_location_list_states").id,
                    "list",
                ),
                (False, "form"),
            ],
            "domain": [("id", "in", self._tower_unclassed_locations().ids)],
        }

    def action_tower_propose_states(self):
        """Take the proposal for the locations of these warehouses."""
        if not self.env.user.has_group("stock.group_stock_manager"):
            raise AccessError(
                self.env._(
                    "Stock states are decided by an inventory administrator. Ask one "
                    "to open the warehouse and propose them."
                )
            )
        self._tower_propose_states()
