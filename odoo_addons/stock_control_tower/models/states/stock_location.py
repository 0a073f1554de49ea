from odoo import api, fields, models

from ..ledger import states as ledger_states

STOCK_STATES = [
    ("available", "Sellable"),
    ("quarantined", "Quarantine"),
    ("damaged", "Damaged"),
    ("returned", "Returns"),
]


class StockLocation(models.Model):
    _inherit = "stock.location"

    tower_state = fields.Selection(
        STOCK_STATES,
        string="Stock state",
        help="What stock in this location counts as; locations inside it inherit it. "
        "Only sellable stock is promised to customers.",
    )
    tower_effective_state = fields.Selection(
        STOCK_STATES,
        string="Effective stock state",
        compute="_compute_tower_effective_state",
        store=True,
        recursive=True,
        help="Its own state or that of the nearest location around it. Empty: nobody "
        "has decided; the stock counts as sellable, and partners of the warehouse "
        "cannot go live.",
    )
    tower_state_from_id = fields.Many2one(
        "stock.location",
        string="Stock state decided at",
        compute="_compute_tower_state_from_id",
        recursive=True,
        help="The nearest location around it, or itself, that has a stock state.",
    )

    @api.depends("tower_state", "location_id.tower_effective_state")
    def _compute_tower_effective_state(self):
        for location in self:
            location.tower_effective_state = (
                location.tower_state or location.location_id.tower_effective_state
            )

    @api.depends("tower_state", "location_id.tower_state_from_id")
    def _compute_tower_state_from_id(self):
        for location in self:
            location.tower_state_from_id = (
                location
                if location.tower_state
                else location.location_id.tower_state_from_id
            )

    def write(self, vals):
        """Reclassifying a location changes the state of what lies in it."""
        if vals.keys().isdisjoint(_STATE_FIELDS):
            return super().write(vals)
        with ledger_states.watched(self.env, "odoo:location_state", locations=self):
            return super().write(vals)


_STATE_FIELDS = ("tower_state", "location_id")
