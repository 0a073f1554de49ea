from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .effect_common import EffectCase

HELD = ("quality_hold_placed", "available", "quarantined", 5)
FREED = ("quality_hold_released", "quarantined", "available", 5)


@tagged("-standard", "with_apps", "post_install", "-at_install")
class TestWithProductExpiry(EffectCase):
    """Lots with expiration dates; run where that app is installed, which the addon
    does not need."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot_product.use_expiration_date = True
        cls.lot = cls._new_lot("L-1")
        cls.lot.expiration_date = cls.days(30)
        cls.Quant._update_available_quantity(
            cls.lot_product, cls.shelf, 5, lot_id=cls.lot
        )

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.mark = self.outbox.search([], limit=1, order="id desc").id

    @staticmethod
    def days(number):
        return fields.Datetime.now() + timedelta(days=number)

    def run_job(self):
        """Let the daily job run as Odoo runs it; return what it emitted."""
        job = self.env.ref("stock_control_tower.cron_lot_expiry")
        # The job commits, so that it can start anew; a test cannot.
        with patch.object(self.env.cr, "commit", self.env.cr.flush):
            job.ir_actions_server_id.run()
        return self.emitted()

    def emitted(self):
        self.env.cr.flush()
        events = self.outbox.search([("id", ">", self.mark)], order="id")
        self.mark = events[-1:].id or self.mark
        return [(e.kind, e.from_state, e.to_state, e.quantity) for e in events]

    def promised(self):
        atp = self.env["stock.tower.atp"].atp(self.lot_product.ids)
        return atp[self.lot_product.id][self.warehouse.id]["atp_now"]

    def test_the_job_sets_aside_what_has_expired_once(self):
        self.assertEqual(self.run_job(), [])
        self.assertEqual(self.promised(), 5)
        self.lot.expiration_date = self.days(-1)
        self.assertEqual(self.run_job(), [HELD])
        self.assertTrue(self.lot.tower_expired)
        self.assertEqual(self.promised(), 0)
        self.assertEqual(self.run_job(), [])

    def test_a_date_that_is_put_off_frees_it(self):
        self.lot.expiration_date = self.days(-1)
        self.run_job()
        self.lot.expiration_date = self.days(5)
        self.assertEqual(self.run_job(), [FREED])
        self.lot.expiration_date = self.days(-1)
        self.run_job()
        self.lot.expiration_date = False
        self.assertEqual(self.run_job(), [FREED])
        self.assertEqual(self.promised(), 5)

    def test_a_lot_on_hold_that_expires_stays_held(self):
        self.lot.tower_hold = True
        self.assertEqual(self.emitted(), [HELD])
        self.lot.expiration_date = self.days(-1)
        self.assertEqual(self.run_job(), [])
        self.lot.tower_hold = False
        self.assertEqual(self.emitted(), [])
        self.lot.expiration_date = self.days(1)
        self.assertEqual(self.run_job(), [FREED])

    def test_a_partner_cannot_release_what_has_expired(self):
        self.lot.expiration_date = self.days(-1)
        self.run_job()
        self.assertRefused(
            self.moving(
                "r",
                "quality_hold_released",
                "quarantined",
                "available",
                sku="INB-LOT",
                lot="L-1",
            ),
            "lot_expired",
        )

    def test_received_with_an_expiry_and_told_with_it(self):
        row = self.assertApplied(
            self.event(
                "g", sku="INB-LOT", quantity="3", lot="L-NEW", expiry="2031-05-31"
            )
        )
        lot = row.move_ids.lot_ids
        self.assertEqual(str(lot.expiration_date.date()), "2031-05-31")
        out = self.outbox.search(
            [("inbox_id", "=", row.id), ("kind", "=", "goods_received")]
        )
        self.assertEqual(out.data["lines"][0]["expiry"], "2031-05-31")

    def test_what_left_expired_has_left(self):
        """A person would be asked; the goods are gone."""
        self.lot.expiration_date = self.days(-1)
        self.run_job()
        self.assertApplied(
            self.event("d", "shipment_dispatched", sku="INB-LOT", lot="L-1")
        )
        self.assertEqual(self.on_hand(self.lot_product), 0)
