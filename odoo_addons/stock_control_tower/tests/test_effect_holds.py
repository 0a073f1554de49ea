from odoo.tests import tagged

from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestEffectHolds(EffectCase):
    """A whole lot is held where it is; anything else moves to another location."""

    def place(
        self, event_id, quantity="5", source="available", target="quarantined", **values
    ):
        return self.moving(
            event_id, "quality_hold_placed", source, target, quantity, **values
        )

    def release(
        self, event_id, quantity="5", source="quarantined", target="available", **values
    ):
        return self.moving(
            event_id, "quality_hold_released", source, target, quantity, **values
        )

    def of_lot(self, name="L-1"):
        return {"sku": "INB-LOT", "lot": name}

    def have_lot(self, quantity=5, location=None, name="L-1"):
        lot = self.env["stock.lot"].search(
            [("name", "=", name), ("product_id", "=", self.lot_product.id)]
        )
        lot = lot or self._new_lot(name)
        self.put(quantity, self.lot_product, location or self.shelf, lot)
        return lot

    def test_without_a_lot_goods_move_there_and_back(self):
        self.put(8)
        row = self.assertApplied(self.place("h1", reason="cbv:non_conformant"))
        self.assertEqual(self.on_hand(location=self.quarantine), 5)
        self.assertEqual(row.move_ids.tower_reason, "cbv:non_conformant")
        self.assertEqual(row.move_ids.picking_type_id, self.warehouse.int_type_id)
        self.assertApplied(self.release("h2", "2", target=("available", "INBT-S-1")))
        self.assertEqual(self.on_hand(location=self.quarantine), 3)
        self.assertEqual(self.on_hand(location=self.shelf), 2)

    def test_damaged_goods_move_to_their_location(self):
        lot = self.have_lot()
        self.assertApplied(self.place("h3", target="damaged", **self.of_lot()))
        self.assertEqual(self.on_hand(self.lot_product, self.damaged), 5)
        self.assertFalse(lot.tower_hold)

    def test_a_whole_lot_is_held_where_it_is(self):
        lot = self.have_lot(3)
        self.have_lot(2, self.deep_shelf)
        row = self.assertApplied(self.place("h4", **self.of_lot()))
        self.assertTrue(lot.tower_hold)
        self.assertFalse(row.move_ids)
        documents = row.outcome["documents"]
        self.assertEqual(
            documents, [{"model": "stock.lot", "id": lot.id, "reference": "L-1"}]
        )
        told = self.outbox.search([("inbox_id", "=", row.id)], order="id")
        kinds = ["quality_hold_placed"] * 2 + ["event_outcome"]
        self.assertEqual(told.mapped("kind"), kinds)
        self.assertEqual(told.partner_id, self.partner, "who caused it gets no echo")
        row = self.assertApplied(self.release("h5", **self.of_lot()))
        self.assertFalse(lot.tower_hold)
        self.assertFalse(row.move_ids)
        self.assertEqual(self.on_hand(self.lot_product, self.shelf), 3)

    def test_a_hold_in_place_names_the_bin_twice(self):
        lot = self.have_lot()
        shelf = ("INBT-S-1",)
        self.assertApplied(
            self.place(
                "h6",
                source=("available", *shelf),
                target=("quarantined", *shelf),
                **self.of_lot(),
            )
        )
        self.assertTrue(lot.tower_hold)
        self.assertApplied(
            self.release(
                "h7",
                source=("quarantined", *shelf),
                target=("available", *shelf),
                **self.of_lot(),
            )
        )
        self.assertFalse(lot.tower_hold)

    def test_part_of_a_lot_moves(self):
        lot = self.have_lot(8)
        self.assertApplied(self.place("h8", **self.of_lot()))
        self.assertFalse(lot.tower_hold)
        self.assertEqual(self.on_hand(self.lot_product, self.quarantine), 5)

    def test_a_lot_that_is_elsewhere_too_moves(self):
        lot = self.have_lot()
        self.have_lot(1, self.foreign_shelf)
        self.assertApplied(self.place("h9", **self.of_lot()))
        self.assertFalse(lot.tower_hold)
        self.assertEqual(self.on_hand(self.lot_product, self.quarantine), 5)

    def test_part_of_a_lot_and_nowhere_to_move_it(self):
        self.have_lot(8)
        self.quarantine.tower_state = False
        answer = self.assertRefused(
            self.place("h10", **self.of_lot()), "state_not_mapped", "/data/lines/0"
        )
        self.assertIn("not the whole lot", answer["message"])
        self.assertRefused(self.place("h11"), "state_not_mapped", "/data/lines/0")

    def test_two_lines_may_make_up_a_lot(self):
        lot = self.have_lot(3)
        self.have_lot(2, self.deep_shelf)
        event = self.place("h12", "3", ("available", "INBT-S-1"), **self.of_lot())
        second = self.place("h12", "2", ("available", "INBT-S-2"), **self.of_lot())
        event["data"]["lines"].append(second["data"]["lines"][0] | {"lineId": "2"})
        row = self.assertApplied(event)
        self.assertTrue(lot.tower_hold)
        self.assertEqual(len(row.outcome["documents"]), 1)

    def test_a_part_of_a_held_lot_cannot_be_released(self):
        lot = self.have_lot(8)
        lot.tower_hold = True
        self.assertRefused(
            self.release("h13", **self.of_lot()), "hold_covers_lot", "/data/lines/0"
        )
        self.assertTrue(lot.tower_hold)

    def test_an_expired_lot_cannot_be_released(self):
        self.have_lot().tower_expired = True
        self.assertRefused(
            self.release("h14", **self.of_lot()), "lot_expired", "/data/lines/0"
        )

    def test_releasing_a_held_lot_brings_back_what_lies_apart(self):
        lot = self.have_lot(3)
        self.have_lot(2, self.quarantine)
        lot.tower_hold = True
        row = self.assertApplied(self.release("h15", **self.of_lot()))
        self.assertFalse(lot.tower_hold)
        self.assertEqual(row.move_ids.quantity, 2)
        self.assertEqual(self.on_hand(self.lot_product, self.shelf), 3)
        self.assertEqual(self.on_hand(self.lot_product, self.stock), 2)
        self.assertEqual(self.on_hand(self.lot_product, self.quarantine), 0)

    def test_a_held_lot_is_released_into_a_bin(self):
        lot = self.have_lot(5)
        lot.tower_hold = True
        event = self.release("h16", target=("available", "INBT-S-2"), **self.of_lot())
        self.assertApplied(event)
        self.assertFalse(lot.tower_hold)
        self.assertEqual(self.on_hand(self.lot_product, self.deep_shelf), 5)
        self.assertEqual(self.on_hand(self.lot_product, self.shelf), 0)

    def test_held_stock_may_be_called_quarantined_in_its_bin(self):
        lot = self.have_lot(5)
        event = self.moving(
            "h17",
            "adjustment_posted",
            ("quarantined", "INBT-S-1"),
            "outside",
            "1",
            **self.of_lot(),
        )
        self.assertRefused(event, "state_mismatch")
        lot.tower_hold = True
        self.assertApplied(event | {"id": "h18"})
        self.assertEqual(self.on_hand(self.lot_product, self.shelf), 4)

    def test_hold_and_release_in_one_batch(self):
        lot = self.have_lot(5)
        outcomes = self.ingest(
            self.place("h19", **self.of_lot()), self.release("h20", **self.of_lot())
        )
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
        self.assertFalse(lot.tower_hold)

    def test_serials_are_held_one_by_one(self):
        lots = [self._new_lot(name, self.serial_product) for name in ("S-1", "S-2")]
        for lot in lots:
            self.put(1, self.serial_product, self.shelf, lot)
        serials = {"sku": "INB-SN", "serials": ["S-1"]}
        self.assertApplied(self.place("h21", "1", **serials))
        self.assertEqual([lot.tower_hold for lot in lots], [True, False])
