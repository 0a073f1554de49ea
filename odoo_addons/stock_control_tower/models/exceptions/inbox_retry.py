from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from odoo import models
from odoo.exceptions import ConcurrencyError
from psycopg2.errors import UniqueViolation

from ...lib.contract_validator import validate
from ...lib.exceptions.retrying import OPEN, hopeless
from ...lib.inbound.delivery import recognise
from ...lib.inbound.screening import screen_content
from ...lib.refusals import refuse
from ..inbox.store import _COLUMNS

# What an event says of itself; an edited one, or one whose sender was not known when
# it came, says it anew. `event`, `raw_sha256` and the times stay.
_SAID = (
    "kind",
    "partner_id",
    "company_id",
    "subject",
    "business_key",
    "correlation_id",
    "traceparent",
    "occurred_at",
    "sequence",
    "is_correction",
)
_IDENTITY = ("source", "event_id", "body_hash")


class StockTowerInbox(models.Model):
    """Open events once more: the way of events that have waited, at any time.

    The stored answer is replaced and sent to the partner, so repeats get the new one.
    """

    _inherit = "stock.tower.inbox"

    def _retry(self):
        """Decide anew on those that are open; return `Counter` of what became of them.

        What is not open any more is left alone, so doing it twice changes nothing.
        Keys: applied, recorded, waiting, refused, conflict; `hopeless` for those that
        cannot take effect as they are, `settled` for those that were not open,
        `came_again` for those that came under their own id since and are closed.
        """
        now = datetime.now(UTC).replace(tzinfo=None)
        inbox = self.sudo().with_context(tracking_disable=True)
        rows = inbox.browse(self.ids)._lock_open()
        tried = rows.filtered(lambda row: not hopeless(row.code))
        done = Counter(settled=len(self) - len(rows), hopeless=len(rows - tried))
        deliveries = inbox._waited(tried)
        deliveries, again = inbox._adopt(deliveries, tried)
        done["came_again"] = len(again)
        for delivery in deliveries:
            delivery.refusal = delivery.refusal or screen_content(
                delivery.event, validate, now
            )
        good = [one for one in deliveries if not one.refusal]
        inbox._plan(good)
        good = [one for one in good if not one.refusal]
        facts = inbox._route_facts(good, now)
        inbox._say_anew(deliveries, now)
        inbox._decide(deliveries, facts, now, final=True)
        inbox._emit_answers(deliveries)
        done.update(one.answer["outcome"] for one in deliveries)
        inbox._after_retry(tried)
        return +done

    def _lock_open(self):
        """Return those that are open, locked, in the order in which they came."""
        if not self:
            return self
        self.flush_model(["state"])
        self.env.cr.execute(
            """SELECT id FROM stock_tower_inbox WHERE id IN %s AND state IN %s
                ORDER BY id FOR UPDATE""",
            [self._ids, OPEN],
        )
        return self.browse([row_id for (row_id,) in self.env.cr.fetchall()])

    def _adopt(self, deliveries, rows):
        """Let messages known only by their bytes have the identity that they claim.

        Their sender is known by now, or they were edited.

        :return: (deliveries to decide on, rows closed because the event came again)
        """
        by_id = {row.id: row for row in rows}
        claiming = [
            one
            for one in deliveries
            if one.screened.source and not by_id[one.inbox_id].source
        ]
        if not claiming:
            return deliveries, rows.browse()
        recognise(claiming, self._stored_answers(claiming))
        again = rows.browse()
        for delivery in claiming:
            row = by_id[delivery.inbox_id]
            if delivery.first is None:
                continue
            if delivery.first.answer is None:  # another one of this very batch
                deliveries.remove(delivery)
            elif delivery.role == "duplicate":
                deliveries.remove(delivery)
                again |= row
            else:
                delivery.screened = replace(
                    delivery.screened, source="", event_id=row.event_id
                )
                delivery.refusal = refuse(
                    "id_conflict",
                    path="/id",
                    event_id=delivery.event["id"],
                    first_at=delivery.first.answer["at"],
                    first_outcome=delivery.first.answer["outcome"],
                )
        again._discard(self.env._("It came again under its own id, and was answered."))
        return deliveries, again

    def _say_anew(self, deliveries, now):
        """Write what events say of themselves, where that has changed."""
        for delivery in deliveries:
            row = self.browse(delivery.inbox_id)
            known_by_bytes = not delivery.screened.source
            if known_by_bytes or (row.source and not row.event_original):
                continue
            vals = dict(zip(_COLUMNS, self._row_values(delivery, now), strict=True))
            names = _SAID if row.source else (*_SAID, *_IDENTITY)
            try:
                self.env.cr.execute(
                    f"""UPDATE stock_tower_inbox
                           SET {", ".join(f"{name} = %s" for name in names)}
                         WHERE id = %s""",
                    [*(vals[name] for name in names), row.id],
                )
            except UniqueViolation as error:
                raise ConcurrencyError(str(error)) from error
            row.invalidate_recordset()

    def _after_retry(self, tried):
        """Count the tries, and put what is still open where it belongs now."""
        if not tried:
            return
        self.env.cr.execute(
            """UPDATE stock_tower_inbox
                  SET retry_count = COALESCE(retry_count, 0) + 1, is_grouped = NULL,
                      repeats_answered = duplicate_count
                WHERE id IN %s""",
            [tried._ids],
        )
        tried.invalidate_recordset()
        groups = tried.exception_id
        self.env["stock.tower.exception"]._link(
            tried.filtered(lambda row: row.state in OPEN)
        )
        groups._refresh()

    def _discard(self, reason):
        """Close open events without effect; return how many there were."""
        rows = self.sudo()._lock_open()
        rows.write(
            {
                "state": "discarded",
                "discard_reason": reason,
                "discarded_by": self.env.uid,
                "discarded_at": datetime.now(UTC).replace(tzinfo=None),
            }
        )
        rows.exception_id._refresh()
        return len(rows)

    def _same_door(self):
        """Bring stored events to the door once more; return `Counter` of outcomes.

        What was taken in is recognised there by its identity and stays as it is
        (`unchanged`); what was refused is tried again. Nothing is answered twice.
        """
        rows = self.sudo()
        items = [
            {"partner": row.partner_code, "body": row.event_original or row.event}
            for row in rows
        ]
        deliveries = rows._read_items(items)
        for row, delivery in zip(rows, deliveries, strict=True):
            if not row.source:  # it goes by the bytes that came
                delivery.screened = replace(
                    delivery.screened,
                    source="",
                    event_id=row.event_id,
                )
        stored = rows._stored_answers(deliveries)
        open_rows = rows.filtered(lambda row: row.state in OPEN)
        known = rows.browse(
            row.id
            for row, one in zip(rows, deliveries, strict=True)
            if one.identity in stored and row not in open_rows
        )
        done = open_rows._retry() if open_rows else Counter()
        done["unchanged"] += len(known)
        done["not_recognised"] += len(rows - known - open_rows)
        return +done
