import json
import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestIngestConcurrency(InboundCase):
    """Two workers, two connections, real commits: one effect per event.

    The usual test transaction hides races, so this one commits on connections of
    its own and removes what it made.
    """

    def setUp(self):
        super().setUp()
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
            self._race = (partner.id, product.id, warehouse.code, environment)

    def _connection(self):
        return _Connection(self.env.cr.dbname)

    def _remove_committed(self):
        partner_id, product_id, _code, _environment = self._race
        with self._connection() as env:
            for statement in (
                "DELETE FROM stock_tower_outbox WHERE partner_id = %(partner)s",
                "DELETE FROM stock_quant WHERE product_id = %(product)s",
                "DELETE FROM stock_move_line WHERE product_id = %(product)s",
                "DELETE FROM stock_move WHERE product_id = %(product)s",
                "DELETE FROM stock_tower_inbox WHERE partner_id = %(partner)s",
                "DELETE FROM stock_tower_flow_log WHERE partner_code = 'race-wms'",
                "DELETE FROM stock_tower_partner WHERE id = %(partner)s",
            ):
                env.cr.execute(
                    statement, {"partner": partner_id, "product": product_id}
                )
            env["product.product"].browse(product_id).product_tmpl_id.unlink()

    def _event(self, event_id):
        _partner, _product, warehouse, environment = self._race
        event = self.event(event_id, sku="RACE-1", warehouse=warehouse)
        return event | {"source": "urn:test:race", "environment": environment}

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

        outcomes, failures = [None] * len(batches), []

        def work(number, events):
            items = [{"partner": "race-wms", "body": json.dumps(e)} for e in events]
            try:
                with self._connection() as env:
                    ingest = partial(env["stock.tower.inbox"]._ingest, items)
                    outcomes[number] = retrying(ingest, env)
            except Exception as failure:
                failures.append(failure)

        threads = [
            threading.Thread(target=work, args=each, daemon=True)
            for each in enumerate(batches)
        ]
        with (
            patch.object(inbox_class, "_store_rows", store_rows),
            # The test runner holds this lock in the main thread all the time.
            patch.object(Registry, "_lock", DummyRLock()),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        self.assertFalse(failures)
        self.assertFalse(any(thread.is_alive() for thread in threads))
        return [[one["outcome"] for one in each] for each in outcomes]

    def _figures(self):
        partner_id, product_id, _code, _environment = self._race
        with self._connection() as env:
            env.cr.execute(
                """SELECT (SELECT COALESCE(sum(quantity), 0) FROM stock_quant quant
                             JOIN stock_location l ON l.id = quant.location_id
                            WHERE product_id = %(product)s AND l.usage = 'internal'),
                          (SELECT count(*) FROM stock_move
                            WHERE product_id = %(product)s),
                          (SELECT COALESCE(sum(duplicate_count), 0)
                             FROM stock_tower_inbox WHERE partner_id = %(partner)s),
                          (SELECT count(*) FROM stock_tower_outbox
                            WHERE partner_id = %(partner)s
                              AND kind = 'event_outcome')""",
                {"partner": partner_id, "product": product_id},
            )
            return tuple(int(figure) for figure in env.cr.fetchone())

    def test_the_same_event_at_once(self):
        event = self._event("race-1")
        outcomes = self._run_together([event], [event])
        self.assertEqual(sorted(outcomes), [["applied"], ["duplicate"]])
        self.assertEqual(self._figures(), (5, 1, 1, 2))

    def test_overlapping_batches_at_once(self):
        events = [self._event(f"race-{number}") for number in range(4)]
        self._run_together(events[:3], events[1:])
        self.assertEqual(self._figures(), (20, 4, 2, 6))

    def test_one_business_key_at_once(self):
        first, second = self._event("race-a"), self._event("race-b")
        second["data"]["businessKey"] = first["data"]["businessKey"]
        outcomes = self._run_together([first], [second])
        self.assertEqual(sorted(outcomes), [["applied"], ["refused"]])
        self.assertEqual(self._figures(), (5, 1, 0, 2))


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
                self._cr.commit()
        finally:
            self._cr.close()
