from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.contract_validator import validate
from ...lib.exceptions.retrying import difference, pretty, read_edited


class StockTowerEventEdit(models.TransientModel):
    """Corrects what a partner wrote, and tries it again. The message as it came is
    kept; its identity stays, so the partner's repeats find it."""

    _name = "stock.tower.event.edit"
    _description = "Edit and retry an event"

    inbox_id = fields.Many2one(
        "stock.tower.inbox", "Event", required=True, readonly=True, ondelete="cascade"
    )
    message = fields.Char(related="inbox_id.message", related_sudo=False)
    remedy = fields.Char(related="inbox_id.remedy", related_sudo=False)
    text = fields.Text("Event (JSON)", required=True)
    difference = fields.Text("Changes", compute="_compute_check")
    problems = fields.Text("What is wrong with it", compute="_compute_check")

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        row = self.env["stock.tower.inbox"].browse(vals.get("inbox_id"))
        return vals | {"text": pretty(row.event)}

    @api.depends("text", "inbox_id")
    def _compute_check(self):
        for edit in self:
            edit.difference = difference(edit._original(), edit.text)
            edit.problems = "\n".join(edit._problems())

    def action_retry(self):
        """Keep the edited text beside the original, and decide on it.

        :raise UserError: when it breaks the contract or changes its identity
        """
        self.ensure_one()
        self.inbox_id._check_may_act()
        row = self.inbox_id.sudo()._lock_open()
        if problems := self._problems():
            raise UserError("\n".join(problems))
        if not self.difference:
            raise UserError(
                self.env._("Nothing was changed. Edit the event, or retry it as it is.")
            )
        row.write(
            {
                "event_original": self._original(),
                "event": self.text,
                "edited_by": self.env.uid,
                "edited_at": fields.Datetime.now(),
            }
        )
        group = row.exception_id
        row._retry()
        group._log("edit", row._outcome_text(), inbox=row)
        return {"type": "ir.actions.act_window_close"}

    def _original(self):
        return self.inbox_id.event_original or self.inbox_id.event

    def _problems(self):
        row = self.inbox_id
        if row.code == "id_conflict":
            return [
                self.env._(
                    "Its id belongs to another event; under it nothing more can take "
                    "effect. Discard it, and have it sent under a new id."
                )
            ]
        return read_edited(
            self.text or "", row.source, row.event_id, bool(row.source), validate
        )
