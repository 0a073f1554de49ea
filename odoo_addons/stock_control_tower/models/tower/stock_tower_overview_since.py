from datetime import timedelta

from odoo import api, fields, models

# Who comes back from a holiday wants the last week, not all of it.
_LONGEST = timedelta(days=14)


class StockTowerOverview(models.AbstractModel):
    """What has changed since somebody last looked."""

    _inherit = "stock.tower.overview"

    @api.model
    def since(self, moment, until=None):
        """Counts of what happened, each with a list: `action_since`.

        :param moment: ISO time (UTC) when the user last looked
        :return: {since, until, counts: {name: number}}; names without rows left out
        """
        self._check_viewer()
        moment, until = self._span(moment, until)
        counts = {}
        for name in ("exceptions", "came_back", "resolved", "refused", "applied"):
            model, domain = self._since_list(name, moment, until)
            if count := self.env[model].search_count(domain):
                counts[name] = count
        return {
            "since": fields.Datetime.to_string(moment),
            "until": fields.Datetime.to_string(until),
            "counts": counts,
        }

    @api.model
    def action_since(self, name, moment, until):
        self._check_viewer()
        titles = {
            "exceptions": self.env._("New exceptions"),
            "came_back": self.env._("Came back"),
            "resolved": self.env._("Resolved"),
            "refused": self.env._("Not applied"),
            "applied": self.env._("Applied"),
        }
        model, domain = self._since_list(name, *self._span(moment, until))
        return self._window(titles[name], model, domain)

    @api.model
    def _span(self, moment, until):
        until = fields.Datetime.to_datetime(_plain(until)) or fields.Datetime.now()
        moment = fields.Datetime.to_datetime(_plain(moment)) or until
        # Odoo keeps whole seconds: what came in the second of the look counts as after.
        return max(moment, until - _LONGEST).replace(microsecond=0), until

    @api.model
    def _since_list(self, name, moment, until):
        def within(field):
            return [(field, ">=", moment), (field, "<=", until)]

        steps = {"came_back": ["came_back"], "resolved": ["nothing_open", "resolve"]}
        if name == "exceptions":
            return "stock.tower.exception", within("first_seen")
        if name in steps:
            return "stock.tower.exception", [
                ("log_ids", "any", [*within("at"), ("action", "in", steps[name])])
            ]
        states = {"refused": ["refused", "conflict"], "applied": ["applied"]}
        return "stock.tower.inbox", [
            *within("received_at"),
            ("state", "in", states[name]),
        ]


def _plain(text):
    """An ISO time of a browser as Odoo writes it."""
    return (text or "").replace("T", " ")[:19] or False
