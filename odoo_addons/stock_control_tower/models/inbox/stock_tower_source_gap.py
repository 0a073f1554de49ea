from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..ledger.fields import BigInteger
from ..ledger.sql import statement

_OPEN_GAPS = statement("source_gaps_open")
_FILL_GAPS = statement("source_gaps_fill")
# Events overtake each other for that long without anything being wrong.
PATIENCE = timedelta(seconds=60)


class StockTowerSourceGap(models.Model):
    """Numbers of a source that have not come while later ones have.

    `sequence` only detects loss: nothing waits for a missing number. Gaps are found
    by a look at the inbox once a minute, beside the way of the events, so that two
    batches of one partner never queue up for a counter.
    """

    _name = "stock.tower.source.gap"
    _description = "Gap in a partner's sequence"
    _order = "id desc"
    _log_access = False
    _rec_name = "source"

    partner_id = fields.Many2one(
        "stock.tower.partner", readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    source = fields.Char(readonly=True)
    first_number = BigInteger(readonly=True)
    last_number = BigInteger(readonly=True)
    missing = BigInteger(
        readonly=True, help="How many numbers from the first to the last have not come."
    )
    opened_at = fields.Datetime(readonly=True, help="When the first later number came.")
    closed_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("filled", "Filled"), ("dismissed", "Dismissed")],
        readonly=True,
        help="Filled: the missing events came later. Dismissed: somebody decided that "
        "they will not come.",
    )
    dismissed_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    is_exception = fields.Boolean(
        "Exception",
        compute="_compute_is_exception",
        search="_search_is_exception",
        help="Open for more than 60 seconds.",
    )

    _range = models.UniqueIndex("(source, first_number)")

    @api.depends("state", "opened_at")
    def _compute_is_exception(self):
        limit = fields.Datetime.now() - PATIENCE
        for gap in self:
            gap.is_exception = gap.state == "open" and gap.opened_at <= limit

    def _search_is_exception(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        limit = fields.Datetime.now() - PATIENCE
        exceptions = Domain("state", "=", "open") & Domain("opened_at", "<=", limit)
        wanted = (operator == "in") == (True in value)
        return exceptions if wanted else ~exceptions

    def action_dismiss(self):
        """Close gaps whose events will not come."""
        if not self.env.user.has_group("stock_control_tower.group_operator"):
            raise UserError(
                self.env._("Only operators of the Control Tower may dismiss a gap.")
            )
        self.check_access("read")
        self.sudo().filtered(lambda gap: gap.state == "open").write(
            {
                "state": "dismissed",
                "closed_at": fields.Datetime.now(),
                "dismissed_by": self.env.uid,
            }
        )

    @api.model
    def _cron_watch(self):
        self._watch()

    @api.model
    def _watch(self):
        """Open the gaps that have appeared, and fill those whose events have come."""
        self.env["stock.tower.partner"].flush_model(["source", "last_sequence"])
        self.flush_model()
        self.env.cr.execute(_OPEN_GAPS)
        self.env.cr.execute(_FILL_GAPS)
        self.invalidate_model()
        self.env["stock.tower.partner"].invalidate_model(["last_sequence"])
