from odoo import api, fields, models

from .stock_tower_overview import _iso
from .stock_tower_overview_board import INBOUND, RATE_MINUTES


class StockTowerOverview(models.AbstractModel):
    """The way of the events: partners, broker, sidecar, Odoo, subscribers."""

    _inherit = "stock.tower.overview"

    @api.model
    def _flow(self, since, until):
        """What is known of each station; None where this user is not told."""
        sidecars = self.env["stock.tower.sidecar"].search([])
        alive = sidecars.filtered("is_alive")
        queues = self.env["stock.tower.queue"].search([])
        depth = {queue.name: queue for queue in queues}
        inbound = queues.filtered(lambda queue: queue.name.startswith(INBOUND))
        return {
            "partners": {
                "count": self.env["stock.tower.partner"].search_count([]),
                "received": self._count_moving("received", since, until),
                "last_at": self._last("stock.tower.inbox", "received_at"),
            },
            "broker": {
                "known": bool(queues) and bool(alive),
                "ok": any(alive.mapped("broker_ok")),
                "reason": next(filter(None, alive.mapped("broker_reason")), ""),
                "inbound": sum(inbound.mapped("ready")) if inbound else None,
                "dead": depth["stock.dead"].ready if "stock.dead" in depth else None,
                "queues": len(queues),
                "samples": _together(inbound),
            },
            "sidecars": {
                "count": len(sidecars),
                "alive": len(alive),
                "last_at": _iso(max(sidecars.mapped("reported_at")))
                if sidecars
                else None,
            },
            "odoo": {
                "applied": self._count_moving("applied", since, until),
                "recorded": self._count_moving("recorded", since, until),
                "published": self._published(since, until),
                "published_at": self._last("stock.tower.publication", "at"),
            },
            "subscribers": self._subscribers(),
            "minutes": RATE_MINUTES,
        }

    @api.model
    def _subscribers(self):
        """:return: None for users that may not see subscriptions"""
        subscriptions = self.env["stock.tower.subscription"]
        if not subscriptions.has_access("read"):
            return None
        found = subscriptions.search([])
        failing = found.filtered(lambda one: one.state in ("failing", "gone"))
        return {"count": len(found), "failing": len(failing)}

    @api.model
    def _published(self, since, until):
        """Events that subscribers have confirmed."""
        ((published,),) = self.env["stock.tower.publication"]._read_group(
            [("at", ">=", since), ("at", "<=", until)], aggregates=["event_count:sum"]
        )
        return published or 0

    @api.model
    def _last(self, model, field):
        row = self.env[model].search([(field, "!=", False)], order="id desc", limit=1)
        return _iso(row[field]) if row else None

    @api.model
    def _count_moving(self, name, since, until):
        model, domain = self._moving(name, since, until)
        return self.env[model].search_count(domain)

    @api.model
    def _moving(self, name, since, until):
        """(model, domain) of what happened between two moments."""
        time = {"recorded": "numbered_at"}.get(name, "received_at")
        domain = [(time, ">=", since), (time, "<=", until)]
        if name == "recorded":
            return "stock.tower.outbox", [*domain, ("kind", "!=", "event_outcome")]
        if name == "applied":
            domain.append(("state", "=", "applied"))
        return "stock.tower.inbox", domain

    @api.model
    def action_moving(self, name, since, until):
        """The list behind a figure of the flow: as many rows as it said.

        :param name: received, applied or recorded
        """
        self._check_viewer()
        since, until = map(fields.Datetime.to_datetime, (since, until))
        titles = {
            "received": self.env._("Received"),
            "applied": self.env._("Applied"),
            "recorded": self.env._("Recorded by Odoo"),
        }
        model, domain = self._moving(name, since, until)
        return self._window(titles[name], model, domain)

    @api.model
    def action_station(self, name):
        """The list behind a station or a tile of the tower.

        :param name: partners, queues, sidecars, subscribers or drift
        """
        self._check_viewer()
        stations = {
            "partners": (self.env._("Partners"), "stock.tower.partner"),
            "queues": (self.env._("Queues at the broker"), "stock.tower.queue"),
            "sidecars": (self.env._("Sidecars"), "stock.tower.sidecar"),
            "subscribers": (self.env._("Subscriptions"), "stock.tower.subscription"),
            "drift": (self.env._("Otherwise than reported"), "stock.tower.comparison"),
        }
        title, model = stations[name]
        return self._window(title, model, self._board_domain(name))


def _together(queues):
    """Messages of all the queues at each look: they are looked at in one go, and the
    latest looks are the last samples of each."""
    series = [[ready for _at, ready in queue.samples or []] for queue in queues]
    longest = max(map(len, series), default=0)
    return [
        sum(one[-back] for one in series if len(one) >= back)
        for back in range(longest, 0, -1)
    ]
