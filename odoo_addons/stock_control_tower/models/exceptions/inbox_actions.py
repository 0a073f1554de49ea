from odoo import models
from odoo.exceptions import UserError

from ...lib.exceptions.retrying import DISCARDED, OPEN, hopeless


class StockTowerInbox(models.Model):
    """What people do about events that did not take effect."""

    _inherit = "stock.tower.inbox"

    def action_retry(self):
        """Try one open event again, now.

        :raise UserError: when it cannot take effect as this row, or is not open
        """
        self._check_may_act()
        for row in self:
            if reason := hopeless(row.code):
                raise UserError(
                    self.env._(
                        "%(event)s is not tried again: %(reason)s.",
                        event=row.event_id,
                        reason=reason,
                    )
                )
        groups = {row: row.sudo().exception_id for row in self}
        self._retry()
        for row, group in groups.items():
            group._log("retry", row._outcome_text(), inbox=row)

    def action_edit(self):
        """Open the event's text to be edited and tried again."""
        self.ensure_one()
        self._check_may_act()
        return self._ask("stock.tower.event.edit", self.env._("Edit and retry"))

    def action_discard(self):
        """Plan to close these events without effect; a reason is asked for."""
        self._check_may_act()
        bulk = self.env["stock.tower.bulk"].create(
            {"action": "discard", "chosen_ids": [(6, 0, self.ids)]}
        )
        return bulk._show()

    def action_restore(self):
        """Take discarded events up again; they are open as before."""
        self._check_may_act((DISCARDED,))
        self._restore()
        for row in self:
            row.sudo().exception_id._log("restore", row.event_id, inbox=row)

    def _restore(self):
        """Open those again that are discarded, each with the answer that it had."""
        rows = self.sudo().filtered(lambda row: row.state == DISCARDED)
        for row in rows:
            row.write(
                {
                    "state": (row.outcome or {}).get("outcome", "refused"),
                    "discard_reason": False,
                    "discarded_by": False,
                    "discarded_at": False,
                    "is_grouped": False,
                }
            )
        self.env["stock.tower.exception"]._link(rows)

    def action_open_exception(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.tower.exception",
            "res_id": self.exception_id.id,
            "view_mode": "form",
        }

    def _ask(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_inbox_id": self.id},
        }

    def _outcome_text(self):
        self.ensure_one()
        words = dict(self._fields["state"]._description_selection(self.env))
        text = f"{self.event_id}: {words[self.state]}"
        return f"{text} ({self.code})" if self.code else text

    def _check_may_act(self, states=OPEN):
        """:raise UserError: when an event is not in one of the states"""
        self.env["stock.tower.exception"]._check_operator()
        self.check_access("read")
        for row in self:
            if row.state not in states:
                raise UserError(
                    self.env._(
                        "%(event)s is %(state)s by now; nothing is to be done about "
                        "it. Reload the page.",
                        event=row.event_id,
                        state=row.state,
                    )
                )
