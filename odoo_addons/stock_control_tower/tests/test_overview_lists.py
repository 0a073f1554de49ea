"""A number on the tower is a link, and its list has exactly that many rows."""

from datetime import timedelta

from odoo import fields

from .overview_common import OverviewCase

LISTS = {
    "waiting": lambda summary: summary["waiting"]["count"],
    "refused": lambda summary: summary["refused_today"],
    "conflicts": lambda summary: summary["conflicts_today"],
    "applied": lambda summary: summary["applied_today"],
    "gaps": lambda summary: summary["sequence_gaps"],
}


class TestOverviewLists(OverviewCase):
    def rows_of(self, name):
        action = self.overview.action_list(name)
        model = self.env[action["res_model"]].with_user(self.user)
        return model.search(action["domain"])

    def assert_counts_are_lists(self):
        summary = self.overview.summary()
        for name, count in LISTS.items():
            self.assertEqual(count(summary), len(self.rows_of(name)), name)
        return summary

    def test_counts_follow_applied_refused_and_conflicting_events(self):
        before = self.assert_counts_are_lists()
        good = self.event("r-1")
        self.ingest(good)
        self.ingest(good)
        self.ingest(self.event("bad-1", sku="NO-SUCH-SKU"))
        self.ingest({**good, "time": self.at(seconds=-90)})
        after = self.assert_counts_are_lists()
        self.assertEqual(after["applied_today"], before["applied_today"] + 1)
        self.assertEqual(after["refused_today"], before["refused_today"] + 1)
        self.assertGreater(after["waiting"]["count"], before["waiting"]["count"])

    def test_gaps_count_when_they_are_a_minute_old(self):
        before = self.assert_counts_are_lists()["sequence_gaps"]
        for number in (1, 4):
            self.ingest(self.event(f"g{number}") | {"sequence": f"{number:020d}"})
        gaps = self.env["stock.tower.source.gap"]
        gaps._watch()
        self.assertEqual(self.assert_counts_are_lists()["sequence_gaps"], before)
        gap = gaps.search([("partner_id", "=", self.partner.id)])
        gap.opened_at -= timedelta(seconds=61)
        self.assertEqual(self.assert_counts_are_lists()["sequence_gaps"], before + 1)

    def test_yesterday_is_not_today(self):
        self.ingest(self.event("bad-1", sku="NO-SUCH-SKU"))
        count = self.overview.summary()["refused_today"]
        row = self.rows_of("refused")[:1]
        row.sudo().received_at = fields.Datetime.now() - timedelta(days=1, minutes=1)
        self.assertEqual(self.overview.summary()["refused_today"], count - 1)
        self.assert_counts_are_lists()

    def test_today_begins_at_the_users_midnight(self):
        self.user.tz = "Pacific/Auckland"
        start = self.overview._today_start()
        local = fields.Datetime.context_timestamp(
            self.overview.with_context(tz="Pacific/Auckland"), start
        )
        self.assertEqual((local.hour, local.minute), (0, 0))
        self.assertLessEqual(start, fields.Datetime.now())

    def test_waiting_ends_where_the_slowest_listener_stands(self):
        self.ingest(self.event("r-1"))
        self.number_events()
        head = int(self.overview._head())
        subscription = self.env["stock.tower.subscription"].create(
            {"name": "Listener", "url": "https://example.com/hook"}
        )
        self.assertFalse(self.overview.summary()["connected"])
        self.env["stock.tower.token"]._generate(
            "Listener", ["outbox.read"], subscription
        )
        self.assertTrue(self.overview.summary()["connected"])
        self.env.cr.execute(
            "UPDATE stock_tower_subscription SET cursor = %s WHERE id = %s",
            [head - 1, subscription.id],
        )
        subscription.invalidate_recordset()
        summary = self.assert_counts_are_lists()
        self.assertEqual(summary["waiting"]["count"], 1)
        self.assertGreaterEqual(summary["waiting"]["oldest_ms"], 0)

    def test_product_and_stock_links_show_that_product_only(self):
        self.ingest(self.event("r-1"))
        for action in (
            self.overview.action_product_events(self.product.id),
            self.overview.action_states(self.product.id, self.warehouse.ids),
        ):
            rows = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(rows)
            self.assertEqual(rows.product_id, self.product)

    def test_smart_buttons_count_their_lists(self):
        self.ingest(self.event("r-1"))
        self.number_events()
        for record in (self.product, self.product.product_tmpl_id):
            record = record.with_user(self.user)
            action = record.action_tower_events()
            rows = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(rows)
            self.assertEqual(record.tower_event_count, len(rows))
