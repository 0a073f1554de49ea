from dataclasses import replace
from datetime import UTC, datetime

from odoo import models
from odoo.service.model import retrying

from ...lib.authority.timeliness import ATTEMPTS
from ...lib.inbound.decoding import decode_item
from ...lib.inbound.delivery import Delivery
from ...lib.inbound.screening import screen_identity
from ...lib.outcome import repeat_answer

# Events of one transaction, as many as a call of the sidecar brings; likewise answers
# to repeats, of which any number may have come while an event waited.
_BATCH = 200


class StockTowerInbox(models.Model):
    """Events whose time has come take effect, in the order in which they came."""

    _inherit = "stock.tower.inbox"

    def _cron_apply_due(self):
        """Apply what is due, batch by batch, each in a transaction of its own."""
        while count := retrying(self._apply_due, self.env):
            if not self.env["ir.cron"]._commit_progress(count):
                break

    def _apply_due(self, limit=_BATCH):
        """Decide on one batch of events that are due, and answer a batch of the repeats
        that came while they waited; return how many there were of both.

        Each is planned and routed again, because mappings, modes and counts may have
        changed since it came. The partner hears of it now, once per delivery. One that
        fails unexpectedly holds up no other: it is tried again later.
        """
        now = datetime.now(UTC).replace(tzinfo=None)
        inbox = self.sudo().with_context(tracking_disable=True)
        rows = inbox.search(
            [("state", "=", "waiting"), ("due_at", "<=", now)], order="id", limit=limit
        )
        deliveries = inbox._waited(rows)
        for final in (False, True):
            group = [
                one for one in deliveries if final == (one.attempts >= ATTEMPTS - 1)
            ]
            inbox._decide_due(group, now, final)
        return len(deliveries) + inbox._answer_waiting_repeats(limit)

    def _decide_due(self, deliveries, now, final):
        if not deliveries:
            return
        self._plan([one for one in deliveries if not one.refusal])
        good = [one for one in deliveries if not one.refusal]
        facts = self._route_facts(good, now)
        self._decide(deliveries, facts, now, final, is_due=True)
        self._emit_answers(deliveries)
        self.env.cr.execute(
            """UPDATE stock_tower_inbox
                  SET repeats_unanswered =
                          duplicate_count - COALESCE(repeats_answered, 0)
                WHERE id = ANY(%s) AND duplicate_count > 0""",
            [[one.inbox_id for one in deliveries if one.answer]],
        )

    def _waited(self, rows):
        """Return the `Delivery` of each row, as it was when it came."""
        senders = self.env["stock.tower.partner"]._senders(
            set(rows.mapped("partner_code"))
        )
        environment = self.env["stock.tower.outbox"]._environment()
        deliveries = []
        for index, row in enumerate(rows):
            # The answer speaks of the message as it was sent, also of an edited one.
            decoded = replace(decode_item({"body": row.event}), sha256=row.raw_sha256)
            sender = senders.get(row.partner_code)
            screened = screen_identity(decoded, row.partner_code, sender, environment)
            delivery = Delivery(index, row.partner_code, decoded, sender, screened)
            delivery.inbox_id = row.id
            delivery.has_waited = True
            delivery.attempts = row.attempts
            delivery.refusal = screened.refusal
            deliveries.append(delivery)
        return deliveries

    def _answer_waiting_repeats(self, limit):
        """Answer up to `limit` repeats of decided events, one outcome for each; return
        how many. What is over is left for the next call."""
        self.invalidate_model(["repeats_unanswered", "outcome"])
        rows = self.search([("repeats_unanswered", ">", 0)], order="id", limit=limit)
        repeats = []
        for row, delivery in zip(rows, self._waited(rows), strict=True):
            count = min(row.repeats_unanswered, limit - len(repeats))
            vals = self._outcome_vals(delivery, repeat_answer(row.outcome))
            repeats += [vals] * count
            row.repeats_unanswered -= count
        self.env["stock.tower.outbox"]._emit_outcomes(repeats)
        return len(repeats)
