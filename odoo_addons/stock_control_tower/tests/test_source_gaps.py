from datetime import UTC, datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestSourceGaps(InboundCase):
    """A number that has not come while later ones have is shown; nothing waits."""

    def send(self, *numbers, **values):
        events = [
            self.event(f"n{number}", quantity="1", **values)
            | {"sequence": f"{number:020d}"}
            for number in numbers
        ]
        outcomes = self.ingest(*events)
        self.gaps._watch()
        return outcomes

    @property
    def gaps(self):
        return self.env["stock.tower.source.gap"]

    def open_ranges(self):
        return [
            (gap.first_number, gap.last_number, gap.missing)
            for gap in self.gaps.search(
                [("partner_id", "=", self.partner.id), ("state", "=", "open")],
                order="first_number",
            )
        ]

    def test_contiguous_numbers_leave_no_gap(self):
        self.send(7, 8, 9)
        self.send(10)
        self.assertEqual(self.open_ranges(), [])
        self.assertEqual(self.partner.last_sequence, 10)

    def test_the_order_inside_a_look_does_not_matter(self):
        self.send(3, 1, 2)
        self.assertEqual(self.open_ranges(), [])

    def test_a_jump_is_a_gap_and_nothing_waits(self):
        outcomes = self.send(1, 2, 6)
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
        self.assertEqual(self.open_ranges(), [(3, 5, 3)])
        self.send(10)
        self.assertEqual(self.open_ranges(), [(3, 5, 3), (7, 9, 3)])

    def test_arrivals_fill_it(self):
        self.send(1, 6)
        self.send(3)
        self.assertEqual(self.open_ranges(), [(2, 5, 3)])
        self.send(2, 5)
        self.assertEqual(self.open_ranges(), [(2, 5, 1)])
        self.send(4)
        self.assertEqual(self.open_ranges(), [])
        gap = self.gaps.search([("partner_id", "=", self.partner.id)])
        self.assertEqual((gap.state, gap.missing), ("filled", 0))
        self.assertTrue(gap.closed_at)

    def test_refused_events_have_come(self):
        self.send(1)
        self.send(2, sku="NO-SUCH")
        self.send(3)
        self.assertEqual(self.open_ranges(), [])

    def test_looking_twice_changes_nothing(self):
        self.send(1, 4)
        self.gaps._watch()
        self.gaps._watch()
        self.assertEqual(self.open_ranges(), [(2, 3, 2)])

    def test_after_a_minute_it_is_an_exception(self):
        self.send(1, 4)
        gap = self.gaps.search([("partner_id", "=", self.partner.id)])
        exceptions = [("is_exception", "=", True), ("id", "=", gap.id)]
        self.assertFalse(gap.is_exception)
        self.assertFalse(self.gaps.search(exceptions))
        now = datetime.now(UTC).replace(tzinfo=None)
        gap.sudo().opened_at = now - timedelta(seconds=61)
        gap.invalidate_recordset(["is_exception"])
        self.assertTrue(gap.is_exception)
        self.assertEqual(self.gaps.search(exceptions), gap)
        self.assertFalse(
            self.gaps.search([("is_exception", "=", False), ("id", "=", gap.id)])
        )
        found = {one.code: one.count for one in self.flow._assess()}
        self.assertEqual(found["open_gaps"], 1)

    def test_events_without_a_number_do_not_count(self):
        self.ingest(self.event("plain"))
        self.send(1)
        self.ingest(self.event("odd") | {"sequence": "9" * 20})
        self.send(2)
        self.assertEqual(self.open_ranges(), [])

    def test_one_slip_does_not_end_the_watch(self):
        """A sender put a number near 2^63 into one event; everything after it lay
        below that number, and no loss was ever seen again."""
        self.send(1, 2**63 - 7)
        self.send(2, 4)
        self.assertEqual(self.open_ranges(), [(3, 3, 1)])
        self.send(5, 7)
        self.assertEqual(self.open_ranges(), [(3, 3, 1), (6, 6, 1)])
        self.assertEqual(self.partner.last_sequence, 7)

    def test_nor_does_a_slip_in_the_very_first_event(self):
        self.send(2**63 - 7)
        self.assertFalse(self.partner.last_sequence)
        self.send(1, 3)
        self.assertEqual(self.open_ranges(), [(2, 2, 1)])

    def test_two_near_each_other_are_believed(self):
        self.send(1, 2)
        self.send(5_000_000_000)
        self.send(9_000_000_000)
        self.assertEqual(self.open_ranges(), [])
        self.send(9_000_000_002)
        self.assertEqual(
            self.open_ranges(),
            [
                (3, 8_999_999_999, 8_999_999_996),
                (9_000_000_001, 9_000_000_001, 1),
            ],
        )
        self.assertEqual(self.partner.last_sequence, 9_000_000_002)

    def test_another_source_counts_anew(self):
        self.send(100)
        self.partner.source = "urn:test:renamed"
        self.assertFalse(self.partner.last_sequence)
        for number in (1, 3):
            event = self.event(f"renamed{number}") | {"source": "urn:test:renamed"}
            self.ingest(event | {"sequence": f"{number:020d}"})
        self.gaps._watch()
        self.assertEqual(self.open_ranges(), [(2, 2, 1)])

    def test_operators_dismiss(self):
        self.send(1, 4)
        gap = self.gaps.search([("partner_id", "=", self.partner.id)])
        viewer = new_test_user(self.env, "gap-viewer", groups="stock.group_stock_user")
        with self.assertRaises(UserError):
            gap.with_user(viewer).action_dismiss()
        with self.assertRaises(AccessError):
            gap.with_user(viewer).write({"state": "filled"})
        operator = new_test_user(
            self.env, "gap-operator", groups="stock.group_stock_manager"
        )
        gap.with_user(operator).action_dismiss()
        self.assertEqual((gap.state, gap.dismissed_by), ("dismissed", operator))
        self.send(2)
        self.assertEqual(gap.state, "dismissed")

    def test_one_look_costs_the_same_for_many(self):
        def queries(*numbers):
            self.ingest(
                *(
                    self.event(f"q{n}", sku="NO") | {"sequence": f"{n:020d}"}
                    for n in numbers
                )
            )
            before = self.env.cr.sql_log_count
            self.gaps._watch()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(3), queries(*range(5, 90, 2)))
