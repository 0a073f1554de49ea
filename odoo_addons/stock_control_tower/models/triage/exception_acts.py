from odoo import api, models
from odoo.exceptions import UserError

# What is done to many at once, and from which states it makes sense.
_OPEN = ("new", "regressed", "acknowledged", "in_progress", "waiting", "snoozed")
_ACTS = {
    "acknowledge": ("action_acknowledge", ("new", "regressed", "snoozed")),
    "start": ("action_start", _OPEN),
    "wait": ("action_wait", _OPEN),
    "snooze": ("action_snooze", _OPEN),
    "resolve": ("action_resolve", _OPEN),
    "assign": (None, _OPEN),
}
MAX_AT_ONCE = 2_000  # more are chosen by a second step: some seconds each


class StockTowerException(models.Model):
    """Deciding on one or many exceptions from the inbox, and taking that back."""

    _inherit = "stock.tower.exception"

    @api.model
    def inbox_act(self, action, ids=(), query=None, owner_id=None):
        """Do one thing to the exceptions named, or to all that a query shows.

        :param action: acknowledge, start, wait, snooze, resolve or assign
        :param owner_id: whom to assign; None is nobody
        :return: {done: how many changed, left: how many it did not fit,
            undo: ids for `inbox_undo`}
        """
        self._check_operator()
        if action not in _ACTS:
            raise UserError(self.env._("There is no action '%s'.", action))
        name, states = _ACTS[action]
        chosen = self._chosen(ids, query)
        fitting = chosen.filtered(lambda one: one.state in states)
        if action == "resolve" and len(chosen) > 1:
            fitting = fitting.filtered(lambda one: one.category == "dead")
        log = self.env["stock.tower.exception.log"]
        last = log.search([], order="id desc", limit=1).id or 0
        if name:
            getattr(fitting, name)()
        else:
            fitting.write({"owner_id": owner_id or False})
        steps = log.search(
            [
                ("id", ">", last),
                ("user_id", "=", self.env.uid),
                ("exception_id", "in", fitting.ids),
            ]
        )
        changed = steps.exception_id
        return {
            "done": len(changed),
            "left": len(chosen) - len(changed),
            "undo": steps.ids,
        }

    @api.model
    def inbox_undo(self, step_ids):
        """Take back what one just did, where nothing has happened since.

        :return: how many are as they were before
        """
        self._check_operator()
        log = self.env["stock.tower.exception.log"]
        steps = log.search(
            [("id", "in", list(step_ids)), ("user_id", "=", self.env.uid)]
        )
        back = self.browse()
        for one in steps.exception_id:
            mine = steps.filtered(lambda step, one=one: step.exception_id == one)
            latest = log.search([("exception_id", "=", one.id)], limit=1)
            if latest in mine:
                one._take_back(mine)
                back |= one
        return len(back)

    def _take_back(self, steps):
        """Put state and owner as they were before the first of the steps."""
        vals = {}
        for step in steps:  # newest first, so the oldest has the last word
            if step.action == "owner":
                vals["owner_id"] = step.owner_from_id.id
            elif step.state_from != step.state_to:
                vals["state"] = step.state_from
        self.sudo().write(vals)
        self._log("undo")

    @api.model
    def inbox_plan(self, action, ids=(), query=None):
        """Plan to retry or discard the open events of many; nothing is done yet.

        :return: as of `brief` of the bulk action
        """
        chosen = self._chosen(ids, query).filtered("open_count")
        if not chosen:
            raise UserError(
                self.env._("None of them has open events: there is nothing to do.")
            )
        self._check_operator()
        bulk = self.env["stock.tower.bulk"].create(
            {"action": action, "exception_ids": [(6, 0, chosen.ids)]}
        )
        bulk.action_plan()
        return bulk.brief()

    @api.model
    def _chosen(self, ids, query):
        if query is None:
            return self.search([("id", "in", list(ids))])
        return self.search(self._inbox_domain(query), limit=MAX_AT_ONCE)
