"""Both logs as one list: every event once, in order, of the companies switched on."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..models.trail import trail_page
from .overview_common import OverviewCase


class TrailCase(OverviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trail = cls.env["stock.tower.trail"].with_user(cls.user)

    def setUp(self):
        super().setUp()
        self.number_events()
        self.start = self.trail.page(limit=1)["newest"]

    def receipt(self, **line):
        self.sent = getattr(self, "sent", 0) + 1
        return self.event(f"trail-{self.sent}", **line)

    def since(self, domain=None, **query):
        """(direction, kind, state) of the events of this test, newest first."""
        self.number_events()
        found = self.trail.newer(domain, self.start, **query)["rows"]
        return [(row["direction"], row["kind"], row["outcome"]) for row in found]

    def all_pages(self, domain=None, limit=2):
        rows, before, going = [], None, True
        while going:
            page = self.trail.page(domain, before, limit)
            rows += page["rows"]
            before = page["next"]
            going = before is not None
        return rows


class TestTrail(TrailCase):
    def test_what_came_and_what_it_did_are_in_one_list(self):
        self.ingest(self.receipt())
        self.assertEqual(
            sorted(self.since(), key=str),
            [
                ("in", "goods_received", "applied"),
                ("out", "event_outcome", "applied"),
                ("out", "goods_received", None),
            ],
        )

    def test_pages_cover_everything_once_in_order(self):
        for number in range(6):
            self.ingest(self.receipt())
            self.put(number + 1)
        self.number_events()
        whole = self.all_pages(limit=200)
        keys = [(row["direction"], row["id"]) for row in whole]
        self.assertEqual(len(keys), len(set(keys)))
        for limit in (1, 2, 7):
            rows = self.all_pages(limit=limit)
            self.assertEqual(
                sorted((row["direction"], row["id"]) for row in rows), sorted(keys)
            )
            times = [row["at"] for row in rows]
            self.assertEqual(times, sorted(times, reverse=True), limit)

    def test_a_search_for_what_is_rare_answers_bit_by_bit(self):
        self.put(1)
        for _number in range(8):
            self.put(1, location=self.shelf)
        self.number_events()
        domain = [("location_dest_id", "=", self.stock.id), ("kind", "!=", "packed")]
        whole = self.all_pages(domain)
        with patch.object(trail_page, "WINDOW", {"out": 3, "in": 3}):
            first = self.trail.page([("business_key", "=", "none")])
            self.assertEqual(first["rows"], [])
            self.assertTrue(first["next"])
            self.assertTrue(first["back_to"])
            self.assertEqual(self.all_pages(domain), whole)

    def test_filters_by_name_and_direction(self):
        self.put(1)
        self.ingest(self.receipt())
        out = self.since([("product_id", "ilike", "INB-1"), ("direction", "=", "out")])
        self.assertTrue(out)
        self.assertEqual({way for way, _kind, _state in out}, {"out"})
        self.assertEqual(
            self.since([("product_id", "ilike", "inb-1"), ("direction", "=", "in")]),
            [("in", "goods_received", "applied")],
        )

    def test_a_moment_begins_the_list(self):
        self.put(1)
        self.number_events()
        before = self.trail.at_moment("2000-01-01T00:00:00.000Z")
        self.assertEqual(self.trail.page(before=before)["rows"], [])
        before = self.trail.at_moment("2100-01-01T00:00:00.000Z")
        self.assertEqual(
            self.trail.page(before=before)["rows"], self.trail.page()["rows"]
        )

    def test_counting_ends_somewhere(self):
        count = self.trail.count()["count"]
        self.assertEqual(count, len(self.all_pages(limit=200)))
        with patch.object(trail_page, "MAX_COUNT", 1):
            self.put(1)
            self.put(1)
            self.number_events()
            self.assertEqual(self.trail.count(), {"count": 1, "more": True})

    def test_other_companies_stay_out(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.Quant._update_available_quantity(self.product, foreign.lot_stock_id, 99)
        self.number_events()
        [event] = self.outbox.search([("warehouse_id", "=", foreign.id)])
        domain = [("warehouse_id", "=", foreign.id)]
        self.assertEqual(self.trail.page(domain)["rows"], [])
        self.assertEqual(self.trail.count(domain)["count"], 0)
        with self.assertRaisesRegex(UserError, "switched on"):
            self.trail.detail("out", event.id)
        self.user.company_ids += company
        both = self.trail.with_context(
            allowed_company_ids=(self.env.company + company).ids
        )
        self.assertEqual(len(both.page(domain)["rows"]), 1)

    def test_unknown_senders_are_not_for_all(self):
        self.ingest(self.receipt(), partner="nobody")
        domain = [("company_id", "=", False), ("kind", "!=", "opening_balance")]
        self.assertEqual(self.since(domain), [])
        auditor = new_test_user(
            self.env,
            "trail-auditor",
            groups="stock.group_stock_user,stock_control_tower.group_auditor",
        )
        self.trail = self.trail.with_user(auditor)
        self.assertIn(("in", "goods_received", "refused"), self.since(domain))

    def test_only_viewers_may_ask(self):
        outsider = new_test_user(self.env, "trail-outsider", groups="base.group_user")
        trail = self.trail.with_user(outsider)
        calls = {
            "page": (),
            "newer": ([], self.start),
            "count": (),
            "at_moment": ("2026-01-01T00:00:00.000Z",),
            "detail": ("out", 1),
        }
        for method, arguments in calls.items():
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(trail, method)(*arguments)


class TestTrailDetail(TrailCase):
    def detail(self, direction, kind):
        self.number_events()
        rows = self.trail.newer(after=self.start)["rows"]
        [row] = [r for r in rows if (r["direction"], r["kind"]) == (direction, kind)]
        return self.trail.detail(direction, row["id"])

    def test_a_partners_event_from_what_it_said_to_what_it_did(self):
        self.ingest(self.receipt())
        told = self.detail("in", "goods_received")
        self.assertIn('"specversion"', told["raw"])
        self.assertIn('"lines":[', told["canonical"])
        self.assertNotIn("specversion", told["canonical"])
        self.assertTrue(told["compare"])
        [effect] = told["effects"]
        gained = effect["after"]["available"] - effect["before"]["available"]
        self.assertGreater(gained, 0)
        whats = [step["what"] for step in told["steps"]]
        self.assertEqual(whats[:2], ["happened", "received"])
        self.assertIn("numbered", whats)
        self.assertEqual(told["attempts"][0]["result"], "applied")
        self.assertTrue(told["links"]["picking_id"])

    def test_what_odoo_told_leads_back_to_the_partner(self):
        self.ingest(self.receipt())
        told = self.detail("out", "goods_received")
        self.assertTrue(told["links"]["inbox_id"])
        self.assertEqual(told["raw"].count('"specversion"'), 1)
        self.assertTrue(told["compare"])

    def test_a_move_between_warehouses_touches_both(self):
        other = self.other_warehouse
        self.put(9)
        self.number_events()
        self.start = self.trail.page(limit=1)["newest"]
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 4,
                "location_id": self.stock.id,
                "location_dest_id": other.lot_stock_id.id,
                "picked": True,
                "quantity": 4,
            }
        )
        move._action_confirm()
        move._action_done()
        self.number_events()
        domain = [("kind", "!=", "reservation_changed")]
        [row] = self.trail.newer(domain, self.start)["rows"]
        effects = self.trail.detail("out", row["id"])["effects"]
        changes = {
            effect["warehouse_id"]: effect["after"]["available"]
            - effect["before"]["available"]
            for effect in effects
        }
        self.assertEqual(changes, {self.warehouse.id: -4, other.id: 4})

    def test_a_refused_event_did_nothing_and_says_why(self):
        self.ingest(self.receipt(sku="NO-SUCH"))
        told = self.detail("in", "goods_received")
        self.assertEqual(told["effects"], [])
        self.assertIsNone(told["compare"])
        self.assertIn("NO-SUCH", told["line"]["message"])
