from odoo import api, models

# What one document did is a story; what a year of them did is a list.
MAX_STEPS = 60


class StockTowerTrail(models.Model):
    """How an event went: when it was said, heard, done, told and published."""

    _inherit = "stock.tower.trail"

    @api.model
    def _steps(self, outs, cause):
        """The story around an event in the order of time.

        :return: [{at, what, direction, id, kind, same}]: `same` is of the same chain of
            cause and effect; the others only concern the same document
        """
        steps = []
        if cause:
            steps += [
                _step(cause.occurred_at, "happened", "in", cause),
                _step(cause.received_at, "received", "in", cause),
            ]
            outs |= self.env["stock.tower.outbox"].search(
                self._caused_by(cause.id), order="id", limit=MAX_STEPS
            )
        for event in outs[:MAX_STEPS]:
            steps += [
                _step(event.recorded_at, "recorded", "out", event),
                _step(event.numbered_at, "numbered", "out", event),
            ]
        for event in self._of_document(outs):
            steps.append(_step(event.recorded_at, "document", "out", event))
        for event in outs[:1]:
            steps += [
                _step(row["at"], "published", "out", event, name=row["name"])
                for row in self._attempts(event)
            ]
        steps = [step for step in steps if step["at"]]
        order = (
            "happened",
            "received",
            "document",
            "recorded",
            "numbered",
            "published",
        )
        return sorted(steps, key=lambda step: (step["at"], order.index(step["what"])))

    @api.model
    def _of_document(self, outs):
        """Other events of the same document."""
        pickings = outs.picking_id
        if not pickings:
            return outs.browse()
        return outs.search(
            [
                ("picking_id", "in", pickings.ids),
                ("sequence", "!=", False),
                ("id", "not in", outs.ids),
            ],
            order="id",
            limit=MAX_STEPS,
        )

    @api.model
    def _attempts(self, events):
        """How often an event was tried, and when it got through.

        :param events: one event of the inbox, or one or more of the outbox
        :return: [{at, name, result, note}], oldest first
        """
        if events._name == "stock.tower.inbox":
            return self._attempts_in(events)
        event = events[:1]
        if not event:
            return []
        publications = self.env["stock.tower.publication"].search(
            [
                ("from_sequence", "<=", event.sequence),
                ("to_sequence", ">=", event.sequence),
            ],
            order="id",
        )
        return [
            {
                "at": _iso(one.at),
                "name": one.sudo().subscription_id.name,
                "result": "published",
                "note": self.env._("slowest of its batch: %s ms", one.max_lag_ms or 0),
            }
            for one in publications
        ]

    @api.model
    def _attempts_in(self, event):
        attempts = [
            {
                "at": _iso(event.received_at),
                "name": event.sudo().partner_id.name or event.partner_code,
                "result": event.state,
                "note": event.message or "",
            }
        ]
        if event.attempts:
            attempts[0]["note"] = self.env._(
                "failed %s times after its time had come", event.attempts
            )
        if event.duplicate_count:
            attempts.append(
                {
                    "at": _iso(event.last_duplicate_at),
                    "name": event.sudo().partner_id.name or event.partner_code,
                    "result": "duplicate",
                    "note": self.env._(
                        "sent again %s times, and answered as the first time",
                        event.duplicate_count,
                    ),
                }
            )
        return attempts


def _step(at, what, direction, event, name=None):
    return {
        "at": at if isinstance(at, str) else _iso(at),
        "what": what,
        "direction": direction,
        "id": event.id,
        "kind": event.kind,
        "name": name,
    }


def _iso(moment):
    return moment and moment.isoformat(timespec="milliseconds") + "Z"
