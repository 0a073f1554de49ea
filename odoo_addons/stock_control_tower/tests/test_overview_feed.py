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
