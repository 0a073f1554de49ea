"""The emitter's thread: number, hint, plan, claim, send, record."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from ..lib.webhooks import retry_schedule, standard_webhooks, webhook_target
from ..models.ledger.sequencer import read_committed
from . import deliveries

_logger = logging.getLogger(__name__)

HINT_EVERY = 0.25  # seconds; screens repaint at most twice a second anyway
AFTER_ERROR = 5.0  # seconds
# One delivery is in flight per subscription, so slow subscribers fill the pool only
# when there are more of them than this.
SENDERS = 32

_emitters = {}
_guard = threading.Lock()


def wake(database):
    """Tell the emitter of `database` that rows were committed; returns at once."""
    with _guard:
        emitter = _emitters.get(database)
        if emitter is None or not emitter.is_alive():
            emitter = _emitters[database] = Emitter(database)
            emitter.start()
    emitter.nudge.set()


class Emitter(threading.Thread):
    def __init__(self, database):
        super().__init__(name=f"stock_control_tower.emitter.{database}", daemon=True)
        self.database = self.dbname = database  # dbname: for Odoo's log lines
        self.nudge = threading.Event()
        self.senders = ThreadPoolExecutor(SENDERS, "stock_control_tower.sender")
        self.hinted = None
        self.hinted_at = 0.0

    def run(self):
        wait = 0.0
        while True:
            self.nudge.wait(wait)
            self.nudge.clear()
            try:
                wait = self.turn()
            except psycopg2.OperationalError as error:
                _logger.warning("Webhooks wait for the database: %s", error)
                if not self._database_exists():
                    return
                wait = AFTER_ERROR
            except Exception:
                _logger.exception("The webhook emitter failed; it goes on")
                wait = AFTER_ERROR

    def turn(self):
        """One round; returns the seconds until there is something to do, or None."""
        registry = Registry(self.database)
        with registry.cursor() as cr:
            head = api.Environment(cr, SUPERUSER_ID, {})[
                "stock.tower.outbox"
            ]._number_committed()
        hint_in = self._hint(registry, head)
        with registry.cursor() as cr:
            read_committed(cr)
            env = api.Environment(cr, SUPERUSER_ID, {})
            outbox = env["stock.tower.outbox"]
            deliveries.plan(cr, head, outbox._source(), outbox._environment())
        with registry.cursor() as cr:
            read_committed(cr)
            claimed = deliveries.claim(cr)
        for delivery in claimed:
            self.senders.submit(self._send, delivery)
        with registry.cursor() as cr:
            due_in = deliveries.seconds_to_next(cr)
        waits = [seconds for seconds in (hint_in, due_in) if seconds is not None]
        return min(waits, default=None)

    def _hint(self, registry, head):
        """Tell open screens to look; returns seconds to wait when it is too soon."""
        if head == self.hinted:
            return None
        too_soon = self.hinted_at + HINT_EVERY - time.monotonic()
        if too_soon > 0:
            return too_soon
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            companies = env["stock.tower.outbox"]._companies_between(self.hinted, head)
            for company in companies:
                env["bus.bus"]._sendone(
                    (company, "stock_control_tower"),
                    "stock_control_tower.changed",
                    {"head": str(head)},
                )
        self.hinted, self.hinted_at = head, time.monotonic()
        return None

    def _send(self, delivery):
        threading.current_thread().dbname = self.database
        started = time.monotonic()
        status = error = retry_after = None
        try:
            body = delivery["body"].encode()
            headers = standard_webhooks.headers(
                delivery["secrets"], delivery["webhook_id"], int(time.time()), body
            )
            status, retry_after = webhook_target.post(
                delivery["url"],
                headers,
                body,
                allow_private=delivery["allow_private"],
                timeout=deliveries.TIMEOUT,
            )
        except (webhook_target.TargetRefused, ValueError, OSError) as failure:
            error = str(failure) or type(failure).__name__
        duration_ms = round(1000 * (time.monotonic() - started))
        try:
            with Registry(self.database).cursor() as cr:
                # A subscriber advances its cursor in the same row at this very moment.
                read_committed(cr)
                deliveries.record(
                    cr,
                    delivery,
                    status,
                    error,
                    retry_schedule.parse_retry_after(retry_after),
                    duration_ms,
                )
        except Exception:
            # The claim's lease runs out and the attempt is made again.
            _logger.exception("Attempt on %s could not be kept", delivery["webhook_id"])
        self.nudge.set()  # the head may have moved on, or a retry is due

    def _database_exists(self):
        try:
            with Registry(self.database).cursor():
                return True
        except psycopg2.OperationalError as error:
            return "does not exist" not in str(error)
