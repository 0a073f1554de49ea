import json

from odoo import models
from psycopg2.extras import execute_values

from ..lib.inbound_screening import event_time
from ..lib.refusals import CONFLICT
from .stock_tower_inbox_ingest import text_or_none

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
            _state(refusal),
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
            json.dumps(delivery.answer) if delivery.answer else None,
            0,
        )

    def _store_answers(self, deliveries):
        """Set the outcome of new events, and the reason of those refused late."""
        if not deliveries:
            return
        execute_values(
            self.env.cr._obj,
            """UPDATE stock_tower_inbox AS inbox
                  SET state = answer.state, code = answer.code,
                      message = answer.message, path = answer.path,
                      remedy = answer.remedy, outcome = answer.outcome::jsonb
                 FROM (VALUES %s) AS answer
                      (id, state, code, message, path, remedy, outcome)
                WHERE inbox.id = answer.id""",
            [
                (
                    one.inbox_id,
                    one.answer["outcome"],
                    one.answer.get("code"),
                    one.answer.get("message"),
                    one.answer.get("path"),
                    one.answer.get("remedy"),
                    json.dumps(one.answer),
                )
                for one in deliveries
            ],
            page_size=len(deliveries),
        )
        self.invalidate_model()

    def _forget_row(self, delivery):
        """Remove the row of an event that shall come again."""
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


def _state(refusal):
    if refusal is None:
        return "applied"
    return "conflict" if refusal.action == CONFLICT else "refused"


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
    "outcome",
    "duplicate_count",
)
