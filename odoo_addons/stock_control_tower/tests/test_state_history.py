import random
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.ledger import sequencer as ledger_sequencer
from ..models.ledger.sql import statement
from ..models.states.stock_tower_state import STATES_SQL
from .common import LedgerCase

_NOW = """SELECT s.product_id, s.location_id, s.lot_id, s.package_id, s.owner_id,
                 part.state, round(sum(part.quantity), 6)
            FROM ({states}) s
           CROSS JOIN LATERAL (VALUES
                 (s.state, CASE s.state WHEN 'in_transit' THEN s.in_transit
                     ELSE s.on_hand - s.reserved END),
                 ('reserved', s.reserved)) AS part (state, quantity)
           WHERE s.product_id = ANY (%s)
           GROUP BY 1, 2, 3, 4, 5, 6
          HAVING round(sum(part.quantity), 6) <> 0"""


@tagged("post_install", "-at_install")
class TestStateHistory(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.states = cls.env["stock.tower.state"]
        cls.products = cls.product | cls._new_product("SKU-H2") | cls.lot_product
        cls.seed = random.randrange(10**9)

    def _number(self):
        self.env.cr.flush()
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        return ledger_sequencer.head(self.env.cr)

    def _snapshot(self):
        self.env.cr.execute(_NOW.format(states=STATES_SQL), [self.products.ids])
        return sorted(self.env.cr.fetchall(), key=repr)

    def _as_of(self, **when):
        rows = self.states.as_of(product_ids=self.products.ids, **when)
        return sorted((tuple(row.values()) for row in rows), key=repr)

    def _busy_step(self, rng):
        product = rng.choice(self.products)
        lot = self.lot.id if product == self.lot_product else None
        places = [self.stock, self.shelf]
        step = rng.randrange(6)
        if step == 0:
            self.receive(product, rng.randint(1, 9), rng.choice(places), lot_id=lot)
        elif step == 1:
            source, target = rng.sample(places, 2)
            self.move(product, rng.randint(1, 5), source, target, lot_id=lot)
        elif step == 2:
            self.move(
                product, rng.randint(1, 4), self.stock, self.customers, lot_id=lot
            )
        elif step == 3:
            self.shelf.tower_state = rng.choice(["quarantined", "damaged", False])
        elif step == 4:
            self.lot.tower_hold = not self.lot.tower_hold
        else:
            move = self.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom_qty": rng.randint(1, 6),
                    "location_id": self.stock.id,
                    "location_dest_id": self.customers.id,
                }
            )
            move._action_confirm()
            move._action_assign()
            if rng.random() < 0.5:
                move._do_unreserve()

    def test_as_of_equals_fifty_snapshots_of_a_busy_run(self):
        rng = random.Random(self.seed)
        snapshots = {}
        for _moment in range(50):
            for _step in range(2):
                self._busy_step(rng)
            head = self._number()
            snapshots[head] = self._snapshot()
        self.assertGreater(len(snapshots), 30, f"seed {self.seed}")
        for sequence, snapshot in snapshots.items():
            self.assertEqual(
                self._as_of(sequence=sequence), snapshot, f"seed {self.seed}"
            )
        # The same by the clock, where the clock moved in between.
        self.env.cr.execute(
            """UPDATE stock_tower_outbox
                  SET numbered_at = '2030-01-01'::timestamp + sequence * interval '1 s'
                WHERE sequence IS NOT NULL"""
        )
        for sequence in rng.sample(list(snapshots), 10):
            moment = datetime(2030, 1, 1) + timedelta(seconds=sequence, milliseconds=1)
            self.assertEqual(
                self._as_of(moment=moment), snapshots[sequence], f"seed {self.seed}"
            )
        self.assertEqual(self._as_of(), self._snapshot(), f"seed {self.seed}")
        self.assert_ledger()

    def test_compaction_keeps_the_past_from_its_horizon_on(self):
        rng = random.Random(self.seed)
        for _step in range(20):
            self._busy_step(rng)
        horizon = self._number()
        self.env.cr.execute(
            "UPDATE stock_tower_outbox SET numbered_at = numbered_at - interval '9 day'"
        )
        at_horizon = self._snapshot()
        for _step in range(20):
            self._busy_step(rng)
        self._number()
        reader = self.env["stock.tower.subscription"].create(
            {"name": "Away", "url": "https://example.com/hook", "active": False}
        )
        self.states._compact(fields.Datetime.now() - timedelta(days=5))
        self.assertEqual(self.states._horizon()[0], 0, "it would miss them")
        self.env["stock.tower.subscription"].with_context(active_test=False).search(
            []
        ).unlink()
        self.states._compact(fields.Datetime.now() - timedelta(days=5))
        self.env.cr.execute(
            "SELECT count(*) FROM stock_tower_outbox WHERE sequence <= %s", [horizon]
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.assertEqual(self._as_of(sequence=horizon), at_horizon, f"seed {self.seed}")
        self.assertEqual(self._as_of(), self._snapshot(), f"seed {self.seed}")
        self.assert_ledger()
        with self.assertRaisesRegex(UserError, "kept only as sums"):
            self.states.as_of(sequence=horizon - 1)
        with self.assertRaisesRegex(ValueError, "kept only as sums"):
            self.outbox._fetch(horizon - 1, 10)
        late = reader.create({"name": "Late", "url": "https://example.com/late"})
        self.assertEqual(late.cursor, horizon, "it begins where events begin")
        with self.assertRaisesRegex(UserError, "kept only as sums"):
            self.states.as_of(moment=fields.Datetime.now() - timedelta(days=30))
