"""For what only shows with several real transactions: committed rows, cleaned up."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.sql_db import db_connect
from odoo.tests.common import TransactionCase


class CommittedCase(TransactionCase):
    """Leaves the log as it found it: rows after the mark go, the counter returns."""

    def setUp(self):
        super().setUp()
        # The runner holds the registry's lock; threads of the test would wait for it.
        self.enterContext(patch.object(Registry, "_lock", DummyRLock()))
        with self.committed() as env:
            env["stock.tower.outbox"]._number_committed()
            env.cr.execute(
                """SELECT (SELECT last_value FROM stock_tower_sequence),
                          (SELECT COALESCE(max(id), 0) FROM stock_tower_outbox)"""
            )
            self.head, self.last_id = env.cr.fetchone()
        self.addCleanup(self._clean)

    @contextmanager
    def committed(self):
        """An environment on a connection of its own, committed at the end. The
        emitter of this process stays asleep: the test is the emitter."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.transaction = None
            yield api.Environment(cr, SUPERUSER_ID, {})
            cr.flush()
            cr.postcommit.clear()

    def emit(self, env, count=1):
        """Write `count` events without a product; returns their ids."""
        data = {"kind": "event_outcome", "mode": "notice", "businessKey": "test"}
        return env["stock.tower.outbox"]._emit_outcomes([{"data": data}] * count)

    def _clean(self):
        with self.committed() as env:
            env.cr.execute(
                "DELETE FROM stock_tower_outbox WHERE id > %s", [self.last_id]
            )
            env.cr.execute("UPDATE stock_tower_sequence SET last_value=%s", [self.head])
