"""Deliveries in the database: what is due, who takes it, what came of it.

Every function is one short transaction on the cursor it is given. Several processes
may run them at once: rows are claimed with SKIP LOCKED, and a claim is a lease that
runs out.
"""

import json
import random
from datetime import UTC, datetime

from ..lib.webhooks import retry_schedule, standard_webhooks

TIMEOUT = 15  # seconds for each of connect, send and answer
LEASE = 3 * TIMEOUT + 15  # seconds after which another process may try


def plan(cr, head, source, environment):
    """Make a delivery for each subscription that has not heard of `head`.

    At most one is pending per subscription: it tells "fetch", and the fetch finds
    everything up to its own moment.
    """
    cr.execute(
        """
        SELECT s.id, s.notified_sequence, s.kinds FROM stock_tower_subscription s
        WHERE s.active AND s.state <> 'gone' AND s.url <> ''
          AND s.notified_sequence < %s
          AND NOT EXISTS (SELECT FROM stock_tower_delivery d
                          WHERE d.subscription_id = s.id AND d.state = 'pending')
        FOR UPDATE OF s
        """,
        [head],
    )
    for subscription, notified, kinds in cr.fetchall():
        if _concerns(cr, notified, head, kinds):
            _insert(cr, subscription, head, source, environment)
        cr.execute(
            "UPDATE stock_tower_subscription SET notified_sequence = %s WHERE id = %s",
            [head, subscription],
        )


def _concerns(cr, after, head, kinds):
    wanted = [kind.strip() for kind in (kinds or "").split(",") if kind.strip()]
    if not wanted:
        return True
    cr.execute(
        """
        SELECT EXISTS (SELECT FROM stock_tower_outbox
                       WHERE sequence > %s AND sequence <= %s AND kind = ANY(%s))
        """,
        [after, head, wanted],
    )
    return cr.fetchone()[0]


def _insert(cr, subscription, head, source, environment):
    body = {
        "type": "stock.events.available",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "data": {"source": source, "environment": environment, "head": str(head)},
    }
    cr.execute(
        """
        INSERT INTO stock_tower_delivery
            (subscription_id, webhook_id, body, head, state, attempt_count,
             created_at, next_attempt_at)
        VALUES (%s, %s, %s, %s, 'pending', 0,
                now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
        ON CONFLICT DO NOTHING
        """,
        [subscription, standard_webhooks.new_message_id(), json.dumps(body), head],
    )


def claim(cr):
    """Take the deliveries that are due.

    :return: list of dicts `id, subscription_id, webhook_id, body, url, secrets
        (newest first), allow_private`
    """
    cr.execute(
        """
        UPDATE stock_tower_delivery d
        SET next_attempt_at = now() AT TIME ZONE 'UTC' + make_interval(secs => %s)
        FROM stock_tower_subscription s
        WHERE s.id = d.subscription_id AND d.id IN (
            SELECT due.id FROM stock_tower_delivery due
            JOIN stock_tower_subscription wanted ON wanted.id = due.subscription_id
            WHERE due.state = 'pending' AND wanted.active AND wanted.state <> 'gone'
              AND due.next_attempt_at <= now() AT TIME ZONE 'UTC'
            FOR UPDATE OF due SKIP LOCKED)
        RETURNING d.id, d.subscription_id, d.webhook_id, d.body, s.url, s.allow_private,
                  array_remove(ARRAY[s.secret,
                      CASE WHEN s.previous_secret_expires_at
                                > now() AT TIME ZONE 'UTC'
                           THEN s.previous_secret END], NULL) AS secrets
        """,
        [LEASE],
    )
    return cr.dictfetchall()


def seconds_to_next(cr):
    """Seconds until a delivery is due, never negative; None when none is pending."""
    cr.execute(
        """
        SELECT extract(epoch FROM
                   min(d.next_attempt_at) - now() AT TIME ZONE 'UTC')::float
        FROM stock_tower_delivery d
        JOIN stock_tower_subscription s ON s.id = d.subscription_id
        WHERE d.state = 'pending' AND s.active AND s.state <> 'gone'
        """
    )
    [seconds] = cr.fetchone()
    return None if seconds is None else max(0.0, seconds)


def record(cr, delivery, status, error, retry_after, duration_ms):
    """Keep what an attempt came to, and when the next one is.

    :param status: HTTP status, or None when there was no answer
    :param error: text for the admin, or None
    :return: 'delivered', 'gone' or 'retry'
    """
    verdict = retry_schedule.judge(status) if status else "retry"
    error = None if verdict == "delivered" else (error or f"answered {status}")[:500]
    cr.execute(
        """
        INSERT INTO stock_tower_attempt
            (delivery_id, at, status_code, error, duration_ms)
        VALUES (%s, now() AT TIME ZONE 'UTC', %s, %s, %s)
        """,
        [delivery["id"], status, error, duration_ms],
    )
    cr.execute(
        """
        UPDATE stock_tower_delivery SET attempt_count = attempt_count + 1 WHERE id = %s
        RETURNING attempt_count,
            extract(epoch FROM now() AT TIME ZONE 'UTC' - created_at)::float
        """,
        [delivery["id"]],
    )
    attempts, age = cr.fetchone()
    over = verdict == "gone" or age > retry_schedule.GIVE_UP_AFTER
    state = "delivered" if verdict == "delivered" else "failed" if over else "pending"
    wait = retry_schedule.wait_seconds(attempts, random.random(), retry_after)
    cr.execute(
        """
        UPDATE stock_tower_delivery SET state = %s,
            next_attempt_at = CASE WHEN %s = 'pending' THEN
                now() AT TIME ZONE 'UTC' + make_interval(secs => %s) END
        WHERE id = %s
        """,
        [state, state, wait, delivery["id"]],
    )
    _record_health(cr, delivery["subscription_id"], verdict, error)
    return verdict


def _record_health(cr, subscription, verdict, error):
    if verdict == "delivered":
        cr.execute(
            """
            UPDATE stock_tower_subscription SET state = 'healthy', last_error = NULL,
                consecutive_failures = 0, last_success_at = now() AT TIME ZONE 'UTC'
            WHERE id = %s
            """,
            [subscription],
        )
        return
    cr.execute(
        """
        UPDATE stock_tower_subscription SET state = %s, last_error = %s,
            consecutive_failures = COALESCE(consecutive_failures, 0) + 1
        WHERE id = %s
        """,
        ["gone" if verdict == "gone" else "failing", error, subscription],
    )
