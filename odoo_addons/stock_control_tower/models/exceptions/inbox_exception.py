from odoo import api, fields, models

from ...lib.exceptions.retrying import difference

_CRON = "stock_control_tower.cron_group_exceptions"


class StockTowerInbox(models.Model):
    """What an event that did not take effect belongs to, and what was done about it."""

    _inherit = "stock.tower.inbox"

    exception_id = fields.Many2one(
        "stock.tower.exception",
        readonly=True,
        ondelete="set null",
    )
    is_grouped = fields.Boolean(
        readonly=True, help="Its exception is the one of its present reason."
    )
    repeats_answered = fields.Integer(
        readonly=True, help="Repeats that had their answer when it was tried again."
    )
    retry_count = fields.Integer("Tried again", readonly=True)
    event_original = fields.Text(
        "Before it was edited", readonly=True, help="As the partner sent it."
    )
    event_changes = fields.Text("Changes", compute="_compute_event_changes")
    edited_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    edited_at = fields.Datetime(readonly=True)
    discarded_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    discarded_at = fields.Datetime(readonly=True)
    discard_reason = fields.Char(readonly=True)

    _of_exception = models.Index("(exception_id, id) WHERE exception_id IS NOT NULL")
    _ungrouped = models.Index(
        "(id) WHERE state IN ('refused', 'conflict') AND is_grouped IS NULL"
    )

    @api.depends("event", "event_original")
    def _compute_event_changes(self):
        for row in self:
            original = row.event_original
            row.event_changes = original and difference(original, row.event)

    def _emit_answers(self, deliveries):
        """Have what was refused grouped, soon after this transaction."""
        super()._emit_answers(deliveries)
        if any(one.refusal and one.inbox_id for one in deliveries):
            self.env.ref(_CRON)._trigger()
