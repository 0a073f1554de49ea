"""Two workers, two connections, real commits.

The usual test transaction hides races, so these tests commit on connections of their
own and remove what they made.
"""

import json
import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tools import mute_logger

from .inbound_common import InboundCase

# Whether a transaction waits for this backend's.
_WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE %s = ANY(pg_blocking_pids(pid)))"


class RaceCase(InboundCase):
    """A partner, a product and a bin of their own, committed."""

    def setUp(self):
        super().setUp()
        # The test runner holds this lock in the main thread all the time.
        self.enterContext(patch.object(Registry, "_lock", DummyRLock()))
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))
        self.addCleanup(self._remove_committed)
        with self._connection() as env:
            warehouse = env["stock.warehouse"].search([], limit=1)
            environment = env["stock.tower.outbox"]._environment()
            partner = env["stock.tower.partner"].create(
                {"code": "race-wms", "name": "Race", "source": "urn:test:race"}
            )
            partner.flow_ids.action_set_mode("live", "the race is for effects")
            product = env["product.product"].create(
                {"name": "Race", "default_code": "RACE-1", "is_storable": True}
            )
            place = env["stock.location"].create(
                {
                    "name": "Race",
                    "barcode": "RACE-S-1",
                    "location_id": warehouse.lot_stock_id.id,
                }
            )
            self._race = (partner.id, product.id, warehouse.code, environment)
            self._place = place.id

    def _connection(self):
        return _Connection(self.env.cr.dbname)

    def _remove_committed(self):
        with self._connection() as env:
            retrying(partial(self._remove, env), env)

    def _remove(self, env):
        partner_id, product_id, _code, _environment = self._race
        for statement in (
            "DELETE FROM stock_tower_outbox WHERE partner_id = %(partner)s",
            "DELETE FROM stock_tower_outbox WHERE product_id = %(product)s",
            "DELETE FROM stock_tower_count_anchor WHERE product_id = %(product)s",
            "DELETE FROM stock_quant WHERE product_id = %(product)s",
            """DELETE FROM stock_picking WHERE id IN (
                 SELECT picking_id FROM stock_move
                  WHERE product_id = %(product)s)""",
            "DELETE FROM stock_move_line WHERE product_id = %(product)s",
            "DELETE FROM stock_move WHERE product_id = %(product)s",
            "DELETE FROM stock_tower_inbox WHERE partner_id = %(partner)s",
            "DELETE FROM stock_tower_flow_log WHERE partner_code = 'race-wms'",
            "DELETE FROM stock_tower_partner WHERE id = %(partner)s",
        ):
            env.cr.execute(statement, {"partner": partner_id, "product": product_id})
        env["stock.package"].search([("name", "=", "RACE")]).unlink()
        env["product.product"].browse(product_id).product_tmpl_id.unlink()
        env["stock.location"].browse(self._place).unlink()

    def _event(self, event_id, kind="goods_received", **values):
        _partner, _product, warehouse, environment = self._race
        event = self.event(event_id, kind, sku="RACE-1", warehouse=warehouse, **values)
        return event | {"source": "urn:test:race", "environment": environment}

    @staticmethod
    def _taking_in(events):
        """Return a function of an environment that takes events in as one batch."""
        items = [{"partner": "race-wms", "body": json.dumps(one)} for one in events]
        return lambda env: env["stock.tower.inbox"]._ingest(items)

    def _run_together(self, *batches):
        """Ingest each batch in a thread; all read before the first one writes."""
        together = threading.Barrier(len(batches), timeout=20)
        first_try = threading.local()
        inbox_class = self.env.registry["stock.tower.inbox"]
        original = inbox_class._store_rows

        def store_rows(inbox, deliveries, now):
            if not getattr(first_try, "over", False):
                first_try.over = True
                together.wait()
            return original(inbox, deliveries, now)

        with patch.object(inbox_class, "_store_rows", store_rows):
            workers = [_Worker(self, self._taking_in(each)) for each in batches]
            outcomes = [worker.result() for worker in workers]
        return [[one["outcome"] for one in each] for each in outcomes]

    def _run_past(self, first, second):
        """Run `second` while `first` is done but not committed; return both results.

        The first one commits when the second has ended, or waits for it. What is to be
        tried again is tried again, as Odoo does with a request.

        :param first: function of an environment; `second` likewise
        """
        with self._connection() as env:
            env.cr.execute("SELECT pg_backend_pid()")
            [pid] = env.cr.fetchone()
            done = first(env)
            env.flush_all()
            worker = _Worker(self, second)
            with self._connection() as watch:
                while worker.is_alive():
                    watch.cr.execute(_WAITS, [pid])
                    if watch.cr.fetchone()[0]:
                        break
                    watch.cr.rollback()
                    worker.join(0.02)
        return done, worker.result()


class _Worker(threading.Thread):
    """Runs `task(env)` on a connection of its own and commits."""

    def __init__(self, case, task):
        super().__init__(daemon=True)
        self._case, self._task = case, task
        self._result = self._failure = None
        self.start()

    def run(self):
        try:
            with self._case._connection() as env:
                self._result = retrying(partial(self._task, env), env)
        except Exception as failure:
            self._failure = failure

    def result(self):
        self.join(30)
        self._case.assertFalse(self.is_alive(), "it waits for something for ever")
        if self._failure:
            raise self._failure
        return self._result


class _Connection:
    """A committing environment on a connection of its own, past the test cursor."""

    def __init__(self, database):
        self._database = database

    def __enter__(self):
        self._cr = db_connect(self._database).cursor()
        return api.Environment(self._cr, SUPERUSER_ID, {})

    def __exit__(self, kind, failure, trace):
        try:
            if kind is None:
                self._cr.flush()
                self._cr.postcommit.clear()  # the emitter would number these rows
                self._cr.commit()
        finally:
            self._cr.close()
