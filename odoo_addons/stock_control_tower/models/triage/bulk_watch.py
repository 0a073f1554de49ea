from odoo import models
from odoo.exceptions import UserError


class StockTowerBulk(models.Model):
    """A bulk action as the pages of the tower show it, and its way back."""

    _inherit = "stock.tower.bulk"

    def brief(self):
        """Plan, progress and result in one read; looked at while it runs."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "action": self.action,
            "state": self.state,
            "event_count": self.event_count,
            "left_out_count": self.left_out_count,
            "tried_count": self.tried_count,
            "done_count": self.done_count,
            "otherwise_count": self.otherwise_count,
            "rate": self.rate,
            "plan": self._counted_words(self.plan),
            "result": self._counted_words(self._result()),
            "effects": self._effect_lines(),
            "effect_count": len(self.effects or []),
            "may_undo": self.action == "discard"
            and self.state in ("done", "cancelled")
            and self.done_count > 0,
        }

    def begin(self, reason=""):
        """Start what was planned. Return `brief`."""
        self.ensure_one()
        if reason:
            self.reason = reason
        self.action_start()
        return self.brief()

    def stop(self):
        """Leave the plan, or stop after the events under way. Return `brief`."""
        self.action_cancel()
        return self.brief()

    def undo(self):
        """Plan to take up again what this discarded. Return `brief` of that.

        :raise UserError: when nothing of it is discarded any more
        """
        self.ensure_one()
        self._check_state("done", "cancelled")
        discarded = self.line_ids.inbox_id.filtered(
            lambda row: row.state == "discarded"
        )
        if self.action != "discard" or not discarded:
            raise UserError(self.env._("Nothing of '%s' can be taken back.", self.name))
        back = self.create({"action": "restore", "chosen_ids": [(6, 0, discarded.ids)]})
        back.action_plan()
        return back.brief()

    def _counted_words(self, counted):
        """Return [[state, its word, reason code or '', number], …]."""
        selection = self.env["stock.tower.inbox"]._fields["state"]
        words = dict(selection._description_selection(self.env))
        return [
            [state, words.get(state, state), code or "", number]
            for state, code, number in counted or ()
        ]
