import threading
from functools import partial
from unittest.mock import patch

from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

from .committed import CommittedCase

BODY = "{ this is refused for the same reason"


@tagged("post_install", "-at_install")
class TestExceptionRace(CommittedCase):
    """Two batches that refuse the same thing at once do not make each other fail."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove)

    def _remove(self):
        with self.committed() as env:
            rows = "partner_code = 'race-exc'"
            env.cr.execute(f"DELETE FROM stock_tower_inbox WHERE {rows}")
            env.cr.execute(
                f"DELETE FROM stock_tower_exception_log WHERE exception_id IN "
                f"(SELECT id FROM stock_tower_exception WHERE {rows})"
            )
            env.cr.execute(f"DELETE FROM stock_tower_exception WHERE {rows}")

    def ingest(self, env, *numbers):
        items = [{"partner": "race-exc", "body": f"{BODY} {n}"} for n in numbers]
        return env["stock.tower.inbox"]._ingest(items)

    def test_the_same_refusal_at_once(self):
        together, failures = threading.Barrier(2, timeout=20), []

        def work(number):
            try:
                with self.committed() as env:
                    env.cr.execute("SELECT count(*) FROM stock_tower_inbox")
                    together.wait()
                    self.ingest(env, number)  # no retry: it must not be needed
                    together.wait()
            except SerializationFailure as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
        with patch.object(Registry, "_lock", DummyRLock()):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        self.assertFalse(failures)
        with self.committed() as env:
            env["stock.tower.exception"]._group()
            groups = env["stock.tower.exception"].search(
                [("partner_code", "=", "race-exc")]
            )
            self.assertEqual(groups.mapped("open_count"), [2])

    def test_grouping_beside_a_batch_that_refuses_the_same(self):
        with self.committed() as env:
            self.ingest(env, 1)
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.transaction = None
            batch = self.env(cr=cr)
            batch = batch(su=True)
            batch.cr.execute("SELECT count(*) FROM stock_tower_inbox")
            with self.committed() as env:
                env["stock.tower.exception"]._group()
            self.ingest(batch, 2)
            cr.flush()
            cr.postcommit.clear()
            cr.commit()
        with self.committed() as env:
            env["stock.tower.exception"]._group()
            group = env["stock.tower.exception"].search(
                [("partner_code", "=", "race-exc")]
            )
            self.assertEqual((group.open_count, group.total_count), (2, 2))

    def test_two_that_group_at_once(self):
        with self.committed() as env:
            self.ingest(env, 1, 2)
        together, failures = threading.Barrier(2, timeout=20), []

        def work():
            try:
                with self.committed() as env:
                    env.cr.execute("SELECT count(*) FROM stock_tower_inbox")
                    together.wait()
                    retrying(partial(env["stock.tower.exception"]._group), env)
            except Exception as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work) for _ in range(2)]
        with (
            patch.object(Registry, "_lock", DummyRLock()),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        self.assertFalse(failures)
        with self.committed() as env:
            group = env["stock.tower.exception"].search(
                [("partner_code", "=", "race-exc")]
            )
            self.assertEqual((group.open_count, group.total_count), (2, 2))
