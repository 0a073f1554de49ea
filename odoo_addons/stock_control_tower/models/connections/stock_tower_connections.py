from datetime import UTC, datetime, timedelta

from odoo import api, fields, models

_DAY = timedelta(hours=24)


class StockTowerConnections(models.AbstractModel):
    """Who is connected, and how that stands: what the Connections page shows."""

    _name = "stock.tower.connections"
    _description = "Connections of the control tower"

    @api.model
    def page(self):
        """Everything the page shows, in one read.

        `subscriptions` is None for users that may not see them.
        """
        self.env["stock.tower.overview"]._check_viewer()
        return {
            "at": _iso(datetime.now(UTC).replace(tzinfo=None)),
            "can_configure": self._may_configure(),
            "steps": self.env["stock.tower.first.steps"]._steps(),
            "sidecars": [
                self._sidecar(one) for one in self.env["stock.tower.sidecar"].search([])
            ],
            "queues": [
                self._queue(one) for one in self.env["stock.tower.queue"].search([])
            ],
            "partners": self._partners(),
            "subscriptions": self._subscriptions(),
        }

    @api.model
    def _may_configure(self):
        return self.env.user.has_group("stock_control_tower.group_integration_manager")

    @api.model
    def _sidecar(self, one):
        return {
            "id": one.id,
            "name": one.name,
            "alive": one.is_alive,
            "broker_ok": one.broker_ok,
            "broker_reason": one.broker_reason or "",
            "reported_at": _iso(one.reported_at),
        }

    @api.model
    def _queue(self, one):
        return {
            "name": one.name,
            "ready": one.ready,
            "consumers": one.consumers,
            "reported_at": _iso(one.reported_at),
            "samples": [ready for _at, ready in one.samples or ()],
        }

    @api.model
    def _partners(self):
        partners = self.env["stock.tower.partner"].search([])
        inbox = self.env["stock.tower.inbox"]
        since = fields.Datetime.now() - _DAY
        recent = {
            partner.id: (count, last)
            for partner, count, last in inbox._read_group(
                [("partner_id", "in", partners.ids), ("received_at", ">=", since)],
                ["partner_id"],
                ["__count", "received_at:max"],
            )
        }
        open_count = dict(
            self.env["stock.tower.exception"]._read_group(
                [("partner_id", "in", partners.ids), ("state", "!=", "resolved")],
                ["partner_id"],
                ["__count"],
            )
        )
        flows = self.env["stock.tower.flow"].search(
            [("partner_id", "in", partners.ids)]
        )
        found = []
        for partner in partners:
            count, last = recent.get(partner.id, (0, None))
            if last is None:  # a day without events: when was the last one?
                row = inbox.search(
                    [("partner_id", "=", partner.id)], order="id desc", limit=1
                )
                last = row.received_at or None
            found.append(
                {
                    "id": partner.id,
                    "code": partner.code,
                    "name": partner.name,
                    "last_at": _iso(last),
                    "received": count,
                    "exceptions": open_count.get(partner, 0),
                    "flows": [
                        self._flow(flow) for flow in flows if flow.partner_id == partner
                    ],
                }
            )
        return found

    @api.model
    def _flow(self, flow):
        modes = dict(flow._fields["mode"]._description_selection(self.env))
        times = dict(flow._fields["timeliness"]._description_selection(self.env))
        return {
            "id": flow.id,
            "label": flow.warehouse_label,
            "mode": flow.mode,
            "mode_label": modes[flow.mode],
            "timeliness_label": times[flow.timeliness],
        }

    @api.model
    def _subscriptions(self):
        subscriptions = self.env["stock.tower.subscription"]
        if not subscriptions.has_access("read"):
            return None
        found = subscriptions.search([])
        words = dict(subscriptions._fields["state"]._description_selection(self.env))
        self.env.cr.execute("SELECT COALESCE(max(sequence), 0) FROM stock_tower_outbox")
        [head] = self.env.cr.fetchone()
        return [
            {
                "id": one.id,
                "name": one.name,
                "url": one.url or "",
                "state": one.state,
                "state_label": words[one.state],
                "last_success_at": _iso(one.last_success_at),
                "last_error": one.last_error or "",
                "failures": one.consecutive_failures,
                "behind": max(0, int(head) - int(one.cursor or 0)),
                "reader": one.lease_holder or "",
                "old_secret_until": _iso(one.previous_secret_expires_at)
                if one.previous_secret_expires_at
                and one.previous_secret_expires_at > fields.Datetime.now()
                else None,
            }
            for one in found
        ]

    @api.model
    def action_received(self, partner_id):
        """What a partner sent within the last day."""
        since = fields.Datetime.now() - _DAY
        return self._window(
            self.env._("Received"),
            "stock.tower.inbox",
            [("partner_id", "=", partner_id), ("received_at", ">=", since)],
        )

    @api.model
    def action_exceptions(self, partner_id):
        return self._window(
            self.env._("Exceptions"),
            "stock.tower.exception",
            [("partner_id", "=", partner_id), ("state", "!=", "resolved")],
        )

    @api.model
    def action_record(self, model, record_id):
        """The form of a partner, a flow or a subscription."""
        self.env["stock.tower.overview"]._check_viewer()
        return {
            "type": "ir.actions.act_window",
            "res_model": f"stock.tower.{model}",
            "res_id": record_id,
            "views": [(False, "form")],
        }

    @api.model
    def action_switch(self, flow_id):
        """Ask for another mode of a flow, with its readiness in view."""
        action = self.env["stock.tower.flow"].browse(flow_id).action_open_switch()
        return action | {"views": [(False, "form")]}

    @api.model
    def _window(self, title, model, domain):
        self.env["stock.tower.overview"]._check_viewer()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
        }


def _iso(moment):
    return moment.isoformat(timespec="seconds") + "Z" if moment else None
