from odoo import api, fields, models
from odoo.service.model import retrying

from ..ledger import states as ledger_states


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "stock.tower.events.mixin"]
    _tower_event_field = "lot_id"

    tower_hold = fields.Boolean(
        "On hold",
        copy=False,
        help="Sellable stock of this lot counts as quarantined, wherever it is.",
    )
    tower_expired = fields.Boolean(
        "Expired",
        readonly=True,
        copy=False,
        help="Its expiration date has passed; set once a day. Counts as on hold.",
    )

    def write(self, vals):
        """Holding a lot changes the state of its stock."""
        if "tower_hold" not in vals and "tower_expired" not in vals:
            return super().write(vals)
        reason = "odoo:lot_hold" if "tower_hold" in vals else "odoo:lot_expiry"
        with ledger_states.watched(self.env, reason, lots=self):
            return super().write(vals)

    def action_tower_hold(self):
        """Set the lots aside, wherever they are."""
        self.tower_hold = True

    def action_tower_release(self):
        """Let the lots be sold again; where they expired, that remains."""
        self.tower_hold = False

    @api.model
    def _cron_tower_expiry(self):
        """Set aside what has expired since yesterday, and take back what has not."""
        # Where somebody moves one of them just now it starts anew, not tomorrow.
        retrying(self._set_expired, self.env)
        self.env["stock.tower.outbox"].sudo()._compact_reserved()

    @api.model
    def _set_expired(self):
        if "expiration_date" in self._fields:
            now = fields.Datetime.now()
            self.search(
                [("tower_expired", "=", False), ("expiration_date", "<=", now)]
            ).tower_expired = True
            self.search(
                [
                    ("tower_expired", "=", True),
                    "|",
                    ("expiration_date", ">", now),
                    ("expiration_date", "=", False),
                ]
            ).tower_expired = False
