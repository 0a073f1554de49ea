from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestEffectCounts(EffectCase):
    """A count sets a figure if it was made against the figure Odoo has."""

    def anchors(self):
        return self.env["stock.tower.count.anchor"].search(
            [("location_id", "child_of", self.warehouse.view_location_id.id)]
        )

    def test_fewer_and_more(self):
        self.put(75, location=self.shelf)
        row = self.assertApplied(self.counting("c1", "72", "75", "INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 72)
        self.assertTrue(row.move_ids.is_inventory)
        self.assertEqual(row.move_ids.quantity, 3)
        self.assertEqual(self.shelf.last_inventory_date, fields.Date.today())
        told = self.outbox.search([("inbox_id", "=", row.id)], order="id")
        self.assertEqual(told.mapped("kind"), ["cycle_count_posted", "event_outcome"])
        self.assertApplied(self.counting("c2", "80", "72", "INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 80)

    def test_no_difference_is_applied_without_a_move(self):
        self.put(40, location=self.shelf)
        row = self.assertApplied(self.counting("c3", "40", "40", "INBT-S-1"))
        self.assertFalse(row.move_ids)
        anchor = self.anchors()
        self.assertEqual(
            (anchor.product_id, anchor.location_id, anchor.quantity, anchor.inbox_id),
            (self.product, self.shelf, 40, row),
        )
        self.assertEqual(anchor.counted_at, row.occurred_at)

    def test_a_stale_count_is_a_conflict_and_overwrites_nothing(self):
        self.put(70, location=self.shelf)
        event = self.counting("c4", "72", "75", "INBT-S-1")
        path = "/data/lines/0/expectedQuantity"
        answer = self.assertRefused(event, "count_stale", path, outcome="conflict")
        self.assertIn("expected 75", answer["message"])
        self.assertIn("Odoo has 70", answer["message"])
        self.assertFalse(self.anchors())
        self.put(5, location=self.shelf)
        repeat = self.ingest(event)[0]
        self.assertEqual(repeat["outcome"], "duplicate", "its first answer stands")
        self.assertEqual(self.on_hand(location=self.shelf), 75)

    def test_a_stale_line_stops_its_whole_event_only(self):
        self.put(5, location=self.shelf)
        event = self.counting("c5", "4", "5", "INBT-S-1")
        stale = self.counting("c5", "4", "6", "INBT-S-2")["data"]["lines"][0]
        event["data"]["lines"].append(stale | {"lineId": "2"})
        outcomes = self.ingest(event, self.counting("c6", "3", "5", "INBT-S-1"))
        self.assertEqual([one["outcome"] for one in outcomes], ["conflict", "applied"])
        self.assertEqual(self.on_hand(location=self.shelf), 3)

    def test_without_expectation_the_figure_is_set(self):
        self.put(70, location=self.shelf)
        self.assertApplied(self.counting("c7", "12", bin_name="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 12)
        self.assertApplied(self.counting("c8", "0", bin_name="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 0)
        self.assertApplied(self.counting("c9", "3", bin_name="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 3)

    def test_a_count_sees_what_came_before_it_in_the_batch(self):
        self.put(10, location=self.shelf)
        events = [
            self.event("b1", quantity="5", bin="INBT-S-1"),
            self.counting("b2", "14", "15", "INBT-S-1"),
            self.counting("b3", "13", "14", "INBT-S-1"),
            self.event("b4", "shipment_dispatched", quantity="3", bin="INBT-S-1"),
            self.counting("b5", "10", "10", "INBT-S-1"),
        ]
        for second, event in enumerate(events):
            event["time"] = self.at(seconds=second)
        outcomes = self.ingest(*events)
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
        self.assertEqual(self.on_hand(location=self.shelf), 10)

    def test_without_a_bin_the_whole_stock_is_meant(self):
        self.put(10, location=self.shelf)
        self.put(4, location=self.deep_shelf)
        self.put(7, location=self.quarantine)
        self.assertApplied(self.counting("w1", "12", "14"))
        shelves = (
            self.on_hand(location=self.shelf),
            self.on_hand(location=self.deep_shelf),
        )
        self.assertEqual(sum(shelves) + self.on_hand(), 12)
        self.assertEqual(self.on_hand(location=self.quarantine), 7)

    def test_a_negative_figure_is_counted_away(self):
        self.put(-4, location=self.shelf)
        row = self.assertApplied(self.counting("g1", "3", bin_name="INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 3)
        self.assertEqual(row.move_ids.quantity, 7)

    def test_reserved_stock_is_there_and_counts(self):
        self.put(10, location=self.shelf)
        quant = self.Quant.search([("location_id", "=", self.shelf.id)])
        quant.reserved_quantity = 8
        self.assertApplied(self.counting("e1", "9", "10", "INBT-S-1"))
        self.assertEqual(self.on_hand(location=self.shelf), 9)

    def test_lots_are_counted_apart(self):
        one, two = self._new_lot("L-1"), self._new_lot("L-2")
        self.put(5, self.lot_product, self.shelf, one)
        self.put(6, self.lot_product, self.shelf, two)
        self.assertApplied(
            self.counting("l1", "4", "5", "INBT-S-1", sku="INB-LOT", lot="L-1")
        )
        self.assertEqual(self.on_hand(self.lot_product, self.shelf, "L-1"), 4)
        self.assertEqual(self.on_hand(self.lot_product, self.shelf, "L-2"), 6)
        self.assertEqual(self.anchors().lot_id, one)

    def test_serials_that_were_seen_are_there(self):
        self.put(
            1,
            self.serial_product,
            self.shelf,
            self._new_lot("S-1", self.serial_product),
        )
        event = self.counting(
            "s1", "3", "1", "INBT-S-1", sku="INB-SN", serials=["S-1", "S-2", "S-3"]
        )
        self.assertApplied(event)
        self.assertEqual(self.on_hand(self.serial_product, self.shelf), 3)
        gone = self.counting("s2", "0", "1", "INBT-S-1", sku="INB-SN", lot="S-2")
        self.assertApplied(gone)
        self.assertEqual(self.on_hand(self.serial_product, self.shelf), 2)
        event = self.counting("s3", "2", bin_name="INBT-S-1", sku="INB-SN", lot="S-1")
        self.assertRefused(event, "serial_quantity")

    def test_a_package_is_counted_alone(self):
        self.put(6, location=self.shelf)
        self.ingest(self.event("k1", bin="INBT-S-1", package="PAL-9"))
        self.assertApplied(self.counting("k2", "4", "5", "INBT-S-1", package="PAL-9"))
        pallet = self.env["stock.package"].search([("name", "=", "PAL-9")])
        self.assertEqual(pallet.quant_ids.quantity, 4)
        self.assertEqual(self.on_hand(location=self.shelf), 10)
        self.assertFalse(self.anchors(), "it says nothing about the rest of the bin")
        self.assertRefused(
            self.counting("k3", "4", "5", "INBT-S-1", package="PAL-X"),
            "count_stale",
            outcome="conflict",
        )

    def test_other_units_are_exact(self):
        self.put(30, location=self.shelf)
        event = self.counting("u1", "2", "2.5", "INBT-S-1", uom="DZN")
        self.assertApplied(event)
        self.assertEqual(self.on_hand(location=self.shelf), 24)

    def test_figures_that_contradict_each_other(self):
        event = self.counting("i1", "72", "75", "INBT-S-1")
        event["data"]["lines"][0]["quantity"] = "2"
        self.assertRefused(event, "count_inconsistent", "/data/lines/0/quantity")

    def test_an_older_count_never_replaces_a_newer_one(self):
        self.assertApplied(self.counting("o1", "5", bin_name="INBT-S-1"))
        first = self.anchors()
        event = self.counting("o2", "6", bin_name="INBT-S-1")
        event["time"] = self.at(hours=-2)
        self.assertEqual(self.ingest(event)[0]["code"], "late_behind_count")
        self.assertEqual(self.on_hand(location=self.shelf), 5)
        self.assertEqual((self.anchors(), first.quantity), (first, 5))
        event = self.counting("o3", "7", bin_name="INBT-S-1")
        event["time"] = self.at(minutes=1)
        row = self.assertApplied(event)
        self.assertEqual((first.quantity, first.inbox_id), (7, row))
        self.assertGreater(first.counted_at, fields.Datetime.now() + timedelta(0))

    def test_a_lot_that_a_later_event_brings_is_unknown_before(self):
        """Between a stale count that was to find a lot and the receipt that brought it,
        a late movement of it was recorded as if the lot had been there."""
        self.put(5, location=self.shelf)
        self.assertApplied(self.counting("c1", "5", "5", "INBT-S-1"))
        stale = self.counting("c2", "3", "1", "INBT-S-2", sku="INB-LOT", lot="NEW")
        late = self.event("d1", "shipment_dispatched", bin="INBT-S-1")
        lot_line = self.line("shipment_dispatched", sku="INB-LOT", lot="NEW")
        late["data"]["lines"].append(lot_line | {"lineId": "2"})
        late["time"] = self.at(hours=-1)
        receipt = self.event("g1", sku="INB-LOT", lot="NEW")
        outcomes = self.ingest(stale, late, receipt)
        self.assertEqual(
            [one.get("code") for one in outcomes], ["count_stale", "unknown_lot", None]
        )
