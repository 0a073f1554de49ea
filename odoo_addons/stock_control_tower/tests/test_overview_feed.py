"""The live feed: a durable cursor over what happened, in the user's companies."""

from .overview_common import OverviewCase


class TestOverviewFeed(OverviewCase):
    def setUp(self):
        super().setUp()
        self.number_events()
        self.start = self.overview._head()

    def feed(self):
        self.number_events()
        return self.overview.feed(self.start)

    def test_a_receipt_reads_as_a_person_would_say_it(self):
        self.ingest(self.event("r-1", quantity="24", bin="INBT-S-1"))
        (item,) = self.feed()
        self.assertEqual(item["kind"], "goods_received")
        self.assertEqual(item["quantity"], 24)
        self.assertEqual(item["product"], self.product.name)
        self.assertEqual((item["from"], item["to"]), (None, "INBT/Shelf 1"))
        self.assertEqual(item["origin"], "test-wms")
        self.assertIsNone(item["outcome"])

    def test_a_refusal_says_why_and_names_the_sender(self):
        self.ingest(self.event("bad-1", sku="NO-SUCH-SKU"))
        (item,) = self.feed()
        self.assertEqual(item["outcome"], "refused")
        self.assertEqual(item["about_kind"], "goods_received")
        self.assertEqual(item["origin"], "test-wms")
        self.assertIn("NO-SUCH-SKU", item["message"])
        self.assertTrue(item["inbox_id"])

    def test_reservations_are_not_news(self):
        self.Quant._update_available_quantity(self.product, self.stock, 9)
        self.number_events()
        self.start = self.overview._head()
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 4,
                "location_id": self.stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.env.cr.flush()
        self.assertEqual(self.feed(), [])
        self.assertGreater(int(self.overview._head()), int(self.start))

    def test_a_hold_and_a_count_say_what_they_found(self):
        lot = self.env["stock.lot"].create(
            {"name": "HELD-1", "product_id": self.lot_product.id}
        )
        quant = self.env["stock.quant"].create(
            {
                "product_id": self.lot_product.id,
                "location_id": self.shelf.id,
                "lot_id": lot.id,
                "inventory_quantity": 12,
            }
        )
        quant.action_apply_inventory()
        lot.tower_hold = True
        hold, count = self.feed()
        self.assertEqual(count["kind"], "cycle_count_posted")
        self.assertEqual((count["counted"], count["quantity"]), (12, 12))
        self.assertEqual(hold["kind"], "quality_hold_placed")
        self.assertEqual(hold["reason"], "odoo:lot_hold")
        self.assertEqual(
            (hold["from_state"], hold["to_state"]), ("available", "quarantined")
        )
        self.assertEqual(hold["from"], hold["to"])
        self.assertIsNone(hold["counted"])

    def test_what_is_only_recorded_says_by_which_rule(self):
        self.flow.action_set_mode("shadow", "test")
        self.ingest(self.event("kept-1"))
        (item,) = self.feed()
        self.assertEqual((item["outcome"], item["code"]), ("recorded", "mode_shadow"))
        self.assertEqual(item["about_kind"], "goods_received")
        self.assertIn("shadow", item["message"])
        self.assertTrue(item["inbox_id"])

    def test_repeats_are_counted_elsewhere(self):
        event = self.event("r-1")
        self.ingest(event)
        self.ingest(event)
        self.assertEqual([item["kind"] for item in self.feed()], ["goods_received"])

    def test_newest_first_and_only_after_the_cursor(self):
        self.ingest(self.event("r-1"))
        self.ingest(self.event("s-1", kind="shipment_dispatched"))
        newest, oldest = self.feed()
        self.assertEqual(newest["kind"], "shipment_dispatched")
        self.assertGreater(int(newest["sequence"]), int(oldest["sequence"]))
        self.assertEqual(self.overview.feed(newest["sequence"]), [])

    def test_unnumbered_events_are_not_shown_yet(self):
        self.ingest(self.event("r-1"))
        self.assertEqual(self.overview.feed(self.start), [])

    def test_other_companies_events_stay_out(self):
        self.ingest(self.event("r-1"))
        self.number_events()
        company = self.env["res.company"].create({"name": "Not mine"})
        self.env.cr.execute(
            "UPDATE stock_tower_outbox SET company_id = %s WHERE sequence > %s",
            [company.id, int(self.start)],
        )
        self.env.invalidate_all()
        self.assertEqual(self.overview.feed(self.start), [])

    def test_snapshot_covers_what_its_head_says(self):
        self.ingest(self.event("r-1"))
        self.number_events()
        snapshot = self.overview.snapshot(feed_after=self.start)
        self.assertLessEqual(
            int(snapshot["feed"][0]["sequence"]), int(snapshot["head"])
        )
        self.assertEqual(len(snapshot["lag"]), 60)
