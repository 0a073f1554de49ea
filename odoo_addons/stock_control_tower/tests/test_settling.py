import logging
import os
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .race_common import RaceCase
from .settling_common import SettlingCase

_logger = logging.getLogger(__name__)
STREAMS = int(os.environ.get("TOWER_SETTLING_STREAMS", "25"))
SEED = int(os.environ.get("TOWER_SETTLING_SEED", "1"))


@tagged("post_install", "-at_install")
class TestSettling(SettlingCase):
    """What is settled together ends as Odoo's own way ends."""

    def _counted(self):
        """Count the lines that are settled together, and all of them."""
        lines = self.env.registry["stock.move.line"]
        original, counts = lines._tower_settle, [0, 0]

        def settle(todo, unreserved):
            reasons = original(todo, unreserved)
            if not todo._tower_obstacle():
                counts[0] += len(
                    todo.filtered(lambda x: x.product_id.id not in reasons)
                )
                counts[1] += len(todo)
            return reasons

        self.enterContext(patch.object(lines, "_tower_settle", settle))
        return counts

    def test_random_streams_end_the_same(self):
        counts = self._counted()
        for seed in range(SEED, SEED + STREAMS):
            with self.subTest(seed=seed), mute_logger("odoo.sql_db"):
                together = self.played(seed, settle=True)
                alone = self.played(seed, settle=False)
                for table, rows in alone.items():
                    only = [one for one in together[table] if one not in rows]
                    missing = [one for one in rows if one not in together[table]]
                    self.assertEqual(only, missing, f"{table}, seed {seed}")
                    self.assertEqual(len(together[table]), len(rows), table)
        _logger.info("settled together: %s of %s lines", *counts)
        self.assertGreater(counts[0], counts[1] / 2)
        self.assertGreater(counts[1], counts[0])

    def _reason(self, *events):
        outcomes = self.ingest(*events)
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"}, outcomes)
        rows = self.inbox.search([], limit=len(events), order="id desc")
        return sorted(rows.mapped("line_by_line"), key=str)

    def _gain(self, event_id, **values):
        return self.event(event_id, "adjustment_posted", gain=True, **values)

    def test_plain_ones_are_settled_together(self):
        self.assertEqual(self._reason(self._gain("a"), self._gain("b")), [False] * 2)
        self.assertEqual(self.on_hand(), 10)

    def test_the_switch(self):
        self.env["ir.config_parameter"].set_param(
            "stock_control_tower.settle_together", "False"
        )
        self.assertEqual(self._reason(self._gain("a")), ["off"])
        self.assertEqual(self.on_hand(), 5)

    def test_a_module_that_changes_quants_is_respected(self):
        seen = []
        quants = self.env.registry["stock.quant"]
        original = quants.write

        def write(quant, vals):
            seen.append(vals)
            return original(quant, vals)

        self.put(1)
        write.__module__ = "odoo.addons.somebody.models.stock_quant"
        with patch.object(quants, "write", write):
            self.assertEqual(self._reason(self._gain("a")), ["changed"])
        self.assertTrue(seen)

    def test_packages_are_left_to_odoo(self):
        reasons = self._reason(
            self._gain("a", package="BOX"), self._gain("b", sku="INB-KG", uom="KGM")
        )
        self.assertEqual(reasons, [False, "kind"])
        package = self.env["stock.package"].search([("name", "=", "BOX")])
        self.assertEqual(package.quant_ids.quantity, 5)

    def test_twins_are_left_to_odoo(self):
        vals = {"product_id": self.product.id, "location_id": self.stock.id}
        self.Quant.create([dict(vals, quantity=1), dict(vals, quantity=2)])
        self.assertEqual(self._reason(self._gain("a")), ["busy"])
        self.assertEqual(self.on_hand(), 8)

    def test_what_orders_hold_is_freed_by_odoo(self):
        self.put(6)
        picking = self._picking(self.product, 5)
        self.assertEqual(picking.state, "assigned")
        loss = self.event("a", "adjustment_posted", quantity="4", gain=False)
        self.assertEqual(self._reason(loss), ["held"])
        self.assertEqual(picking.move_ids.quantity, 2)
        gain = self._gain("b", quantity="9")
        self.assertEqual(self._reason(gain), [False])
        self.assertEqual(picking.state, "assigned")


@tagged("post_install", "-at_install")
class TestSettlingRace(RaceCase):
    """Nobody waits for a quant, and nothing that two do at once is lost."""

    def _gain(self, event_id):
        return self._event(
            event_id, "adjustment_posted", quantity="3", bin="RACE-S-1", gain=True
        )

    def test_a_quant_in_use_is_left_to_odoo(self):
        with self._connection() as env:
            self._taking_in([self._gain("before")])(env)
        self._run_past(
            self._taking_in([self._gain("first")]),
            self._taking_in([self._gain("second")]),
        )
        with self._connection() as env:
            rows = env["stock.tower.inbox"].search(
                [("partner_id", "=", self._race[0])], order="id"
            )
            self.assertEqual(rows.mapped("line_by_line"), [False, False, "busy"])
            quants = env["stock.quant"].search(
                [("product_id", "=", self._race[1]), ("location_id", "=", self._place)]
            )
            self.assertEqual(sum(quants.mapped("quantity")), 9)
