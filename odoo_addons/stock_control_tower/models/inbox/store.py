import json
from datetime import UTC, datetime

from odoo import models
from odoo.exceptions import ConcurrencyError
from psycopg2.errors import UniqueViolation
from psycopg2.extras import execute_values

from ...lib.authority.timeliness import next_try
from ...lib.inbound.screening import event_time, source_sequence
from ...lib.outcome import WAITING
from ...lib.refusals import CONFLICT
from .ingest import text_or_none

_MAX_LAG_MS = 2**31 - 1


class StockTowerInbox(models.Model):
    """Set-based SQL around the inbox table: one statement per kind of change."""

    _inherit = "stock.tower.inbox"

    def _store_rows(self, deliveries, now):
        """Insert the rows of new events and set their `inbox_id`.

        Inserting comes before applying, so that of two transactions with the same
        event the second waits here, then fails on serialization and is retried:
        it finds the first one's answer. Without a conflict target, DO NOTHING
        leaves that to PostgreSQL for both identities.
        """
        if not deliveries:
            return
        rows = execute_values(
            self.env.cr._obj,
            f"""INSERT INTO stock_tower_inbox ({", ".join(_COLUMNS)}) VALUES %s
                ON CONFLICT DO NOTHING RETURNING id""",
            [self._row_values(one, now) for one in deliveries],
            page_size=len(deliveries),
            fetch=True,
        )
        if len(rows) != len(deliveries):
            raise RuntimeError(
                f"{len(deliveries) - len(rows)} events became known between look-up "
                "and insert; the batch must be taken in again"
            )
        for delivery, (row_id,) in zip(deliveries, rows, strict=True):
            delivery.inbox_id = row_id

    def _row_values(self, delivery, now):
        event = delivery.event or {}
        screened, refusal, sender = (
            delivery.screened,
            delivery.refusal,
            delivery.sender,
        )
        occurred = event_time(event)
        recorded = event_time(event, "recordedtime") or occurred
        lag = (now - recorded).total_seconds() * 1000 if recorded else None
        return (
            screened.source,
            screened.event_id,
            text_or_none(delivery.kind or event.get("type")),
            delivery.partner_code,
            sender and sender.id,
            sender and sender.company_id,
            _state(delivery),
            refusal and refusal.code,
            refusal and refusal.message,
            refusal and refusal.path,
            refusal and refusal.remedy,
            delivery.decoded.text,
            delivery.decoded.sha256,
            screened.body_hash,
            text_or_none(event.get("subject")),
            delivery.business_key,
            text_or_none(event.get("correlationid")),
            text_or_none(event.get("traceparent")),
            now,
            occurred,
            None if lag is None else max(0, min(int(lag), _MAX_LAG_MS)),
            source_sequence(event) if screened.source else None,
            delivery.is_correction,
            0,
            json.dumps(delivery.answer) if delivery.answer else None,
            0,
        )

    def _store_answers(self, deliveries):
        """Set what became of new events: the answer, and what led to it.

        :raise ConcurrencyError: another transaction has taken a business key
        """
        if not deliveries:
            return
        try:
            execute_values(
                self.env.cr._obj,
                """UPDATE stock_tower_inbox AS inbox
                      SET state = answer.state, code = answer.code,
                          message = answer.message, path = answer.path,
                          remedy = answer.remedy, outcome = answer.outcome::jsonb,
                          flow_id = answer.flow_id::integer,
                          due_at = answer.due_at::timestamp,
                          waits_at = answer.waits_at::jsonb,
                          is_late = COALESCE(inbox.is_late, false) OR answer.is_late
                     FROM (VALUES %s) AS answer
                          (id, state, code, message, path, remedy, outcome, flow_id,
                           due_at, waits_at, is_late)
                    WHERE inbox.id = answer.id""",
                [_answer_values(one) for one in deliveries],
                page_size=len(deliveries),
            )
        except UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error
        self.invalidate_model()

    def _forget_row(self, delivery):
        """Take an event back that failed: remove its row, so that it comes again.

        Nobody will send one again that has waited here: it stays, and is tried
        later.
        """
        if delivery.has_waited:
            now = datetime.now(UTC).replace(tzinfo=None)
            self.env.cr.execute(
                """UPDATE stock_tower_inbox
                      SET attempts = attempts + 1, due_at = %s
                    WHERE id = %s""",
                [next_try(now, delivery.attempts), delivery.inbox_id],
            )
            self.invalidate_model(["attempts", "due_at"])
        else:
            self.env.cr.execute(
                "DELETE FROM stock_tower_inbox WHERE id = %s", [delivery.inbox_id]
            )
        delivery.inbox_id = None

    def _count_repeats(self, repeats, now):
        """:param repeats: dict inbox id -> number of repeats in this batch"""
        if not repeats:
            return
        execute_values(
            self.env.cr._obj,
            """UPDATE stock_tower_inbox AS inbox
                  SET duplicate_count = duplicate_count + repeats.n,
                      last_duplicate_at = repeats.at
                 FROM (VALUES %s) AS repeats (id, n, at)
                WHERE inbox.id = repeats.id""",
            [(row_id, n, now) for row_id, n in sorted(repeats.items())],
            page_size=len(repeats),
        )
        self.invalidate_model(["duplicate_count", "last_duplicate_at"])

    def _store_conflicts(self, deliveries, now):
        """Keep one row per conflicting content; count the same content again."""
        groups = {}
        for delivery in deliveries:
            key = (*delivery.identity, delivery.screened.body_hash)
            groups.setdefault(key, []).append(delivery)
        for group in groups.values():
            self.env.cr.execute(
                f"""INSERT INTO stock_tower_inbox ({", ".join(_COLUMNS)})
                    VALUES %s
                    ON CONFLICT (source, event_id, body_hash)
                          WHERE code = 'id_conflict'
                    DO UPDATE SET last_duplicate_at = %s, duplicate_count =
                       stock_tower_inbox.duplicate_count + 1 + %s
                    RETURNING id, duplicate_count""",
                [self._row_values(group[0], now), now, len(group) - 1],
            )
            row_id, count = self.env.cr.fetchone()
            if not count and len(group) > 1:
                self._count_repeats({row_id: len(group) - 1}, now)
            for delivery in group:
                delivery.inbox_id = row_id
        if groups:
            self.invalidate_model()


def _answer_values(delivery):
    answer = delivery.answer
    waits = answer["outcome"] == WAITING
    return (
        delivery.inbox_id,
        answer["outcome"],
        answer.get("code"),
        answer.get("message"),
        answer.get("path"),
        answer.get("remedy"),
        json.dumps(answer),
        delivery.flow_id,
        delivery.wait_until if waits else None,
        json.dumps(delivery.warehouses) if waits else None,
        delivery.is_late,
    )


def _state(delivery):
    """The state a row starts with. One that is to be decided counts as applied, so
    that its business key is taken; behind another one with that key it does not."""
    if delivery.refusal is None:
        return "refused" if delivery.follows else "applied"
    return "conflict" if delivery.refusal.action == CONFLICT else "refused"


_COLUMNS = (
    "source",
    "event_id",
    "kind",
    "partner_code",
    "partner_id",
    "company_id",
    "state",
    "code",
    "message",
    "path",
    "remedy",
    "event",
    "raw_sha256",
    "body_hash",
    "subject",
    "business_key",
    "correlation_id",
    "traceparent",
    "received_at",
    "occurred_at",
    "lag_ms",
    "sequence",
    "is_correction",
    "attempts",
    "outcome",
    "duplicate_count",
)
