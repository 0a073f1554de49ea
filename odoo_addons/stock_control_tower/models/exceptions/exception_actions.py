from odoo import models
from odoo.exceptions import AccessError, UserError

OPERATOR = "stock_control_tower.group_operator"


class StockTowerException(models.Model):
    """What people do about exceptions. Operators act, viewers see."""

    _inherit = "stock.tower.exception"

    def action_acknowledge(self):
        """Say that it was seen."""
        self._set_state("acknowledged", "acknowledge")

    def action_start(self):
        """Take it on; who takes it is its owner, unless it has one."""
        self._check_operator()
        for one in self.filtered(lambda one: not one.owner_id):
            one.sudo().owner_id = self.env.user
        self._set_state("in_progress", "start")

    def action_wait(self):
        """Say that somebody else has to do something first."""
        self._set_state("waiting", "wait")

    def action_snooze(self):
        """Put it off until it gets worse: twice as many events, or more severe."""
        self._check_operator()
        for one in self.sudo():
            one.write(
                {
                    "snoozed_count": one.open_count,
                    "snoozed_severity": one.severity,
                }
            )
        self._set_state("snoozed", "snooze")

    def action_resolve(self):
        """Close what has no events of its own that could settle it.

        :raise UserError: while events of it are open
        """
        self._check_operator()
        for one in self.filtered(lambda one: one.category != "dead" and one.open_count):
            raise UserError(
                self.env._(
                    "%(count)s events of '%(name)s' are still open. Try them again or "
                    "discard them; then it is resolved by itself.",
                    count=one.open_count,
                    name=one.name,
                )
            )
        self.sudo().write({"open_count": 0})
        self._set_state("resolved", "resolve")

    def action_assign_me(self):
        self._check_operator()
        self.write({"owner_id": self.env.uid})

    def action_retry(self):
        """Plan to try its open events again."""
        return self._plan_bulk("retry")

    def action_discard(self):
        """Plan to discard its open events."""
        return self._plan_bulk("discard")

    def action_dismiss_gaps(self):
        """Close its gaps: the missing events will not come."""
        self._check_operator()
        gaps = self.gap_ids.filtered(lambda gap: gap.state == "open")
        gaps.action_dismiss()
        self._log("dismiss", self.env._("%s gaps", len(gaps)))
        self._refresh()

    def action_request_gaps(self):
        """Ask the partner to send the missing events again."""
        self._check_operator()
        gaps = self.gap_ids.filtered(lambda gap: gap.state == "open")
        gaps.action_request()

    def action_open_events(self):
        """Its open events; all of them once none is open."""
        self.ensure_one()
        return self._window(
            self.env._("Events of %s", self.name),
            "stock.tower.inbox",
            self._open_domain()
            if self.open_count
            else [("exception_id", "=", self.id)],
        )

    def action_open_all_events(self):
        self.ensure_one()
        return self._window(
            self.env._("All events of %s", self.name),
            "stock.tower.inbox",
            [("exception_id", "=", self.id)],
        )

    def action_open_gaps(self):
        self.ensure_one()
        return self._window(
            self.env._("Gaps of %s", self.name),
            "stock.tower.source.gap",
            [("exception_id", "=", self.id)],
        )

    def action_open_pickings(self):
        self.ensure_one()
        return self._window(
            self.env._("Transfers that wait for %s", self.name),
            "stock.picking",
            [("id", "in", self.picking_ids.ids)],
        )

    def _window(self, name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],  # for the tower's pages
            "domain": domain,
        }

    def _plan_bulk(self, action):
        self._check_operator()
        bulk = self.env["stock.tower.bulk"].create(
            {"action": action, "exception_ids": [(6, 0, self.ids)]}
        )
        if action == "retry":
            bulk.action_plan()
        return bulk._show()

    def _set_state(self, state, action):
        self._check_operator()
        for one in self.filtered(lambda one: one.state != state):
            if one.state == "resolved":
                raise UserError(
                    self.env._("'%s' is resolved: nothing of it is open.", one.name)
                )
            one._log(action, state=state)
            one.sudo().state = state

    def _check_operator(self):
        """:raise AccessError: who only looks does not act"""
        if not (self.env.su or self.env.user.has_group(OPERATOR)):
            raise AccessError(
                self.env._(
                    "Only operators of the Control Tower may act on exceptions; ask "
                    "an administrator for that role."
                )
            )
        self.check_access("read")

    def _log(self, action, text="", state=None, inbox=None, owner=None):
        """Add a row per exception; the state is set by the caller.

        :param owner: whose it was before
        """
        self.env["stock.tower.exception.log"].sudo().create(
            [
                {
                    "exception_id": one.id,
                    "company_id": one.company_id.id,
                    "exception_name": one.name,
                    "user_id": self.env.uid,
                    "action": action,
                    "text": text,
                    "state_from": one.state,
                    "state_to": state or one.state,
                    "open_count": one.open_count,
                    "inbox_id": inbox and inbox.id,
                    "owner_from_id": owner and owner.id,
                }
                for one in self.sudo()
            ]
        )
