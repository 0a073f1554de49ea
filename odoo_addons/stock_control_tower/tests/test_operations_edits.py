"""Editing what is done: each edit takes the movement back and makes another, once."""

from odoo.tests import tagged

from .operations_common import RECEIVED, RELEASED, RESERVED, SHIPPED, OperationCase

# What an edit emits: the movement as it was, the other way round, then as it is now.
IN = ("movement_amended", "outside", "available")
OUT = ("movement_amended", "available", "outside")


@tagged("post_install", "-at_install")
class TestOperationsEdits(OperationCase):
    def setUp(self):
        super().setUp()
        self.other_lot = self.env["stock.lot"].create(
            {"name": "LOT-2", "product_id": self.lot_product.id}
        )
        self.pallet = self.env["stock.package"].create({"name": "PAL-1"})
        self.cage = self.env["stock.location"].create(
            {"name": "Cage", "location_id": self.stock.id, "tower_state": "quarantined"}
        )
        self.dozen = self.env.ref("uom.product_uom_dozen")

    def received(self, quantity=10, **values):
        """The done line of a receipt of a lot."""
        picking = self.picking(
            "incoming", product=self.lot_product, quantity=quantity, **values
        )
        picking.move_line_ids.lot_id = self.lot
        self.validate(picking)
        self.emitted()
        return picking.move_ids.move_line_ids.ensure_one()

    def shipped(self, quantity=10):
        """The done line of a delivery of a lot, of which more is there."""
        self.receive(self.lot_product, 50, lot_id=self.lot.id)
        self.receive(self.lot_product, 50, lot_id=self.other_lot.id)
        self.receive(self.lot_product, 50, self.shelf, lot_id=self.lot.id)
        self.receive(
            self.lot_product, 50, lot_id=self.lot.id, result_package_id=self.pallet.id
        )
        picking = self.picking("outgoing", product=self.lot_product, quantity=quantity)
        picking.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            (0, 0, {"product_id": self.lot_product.id, "lot_id": self.lot.id,
                    "quantity": quantity, "location_id": self.stock.id})
        ]  # fmt: skip
        self.validate(picking)
        self.emitted()
        return picking.move_ids.move_line_ids.ensure_one()

    def test_edits_of_a_receipt(self):
        quarantined = ("movement_amended", "outside", "quarantined")
        for name, value, *replacement in (
            ("quantity", 13, *IN, 13),
            ("quantity", 7, *IN, 7),
            ("lot_id", self.other_lot.id, *IN, 10),
            ("owner_id", self.customer.id, *IN, 10),
            ("result_package_id", self.pallet.id, *IN, 10),
            ("location_dest_id", self.shelf.id, *IN, 10),
            ("location_dest_id", self.cage.id, *quarantined, 10),
            ("product_uom_id", self.dozen.id, *IN, 120),
        ):
            with self.subTest(name=name, value=value):
                line = self.received()
                line[name] = value
                self.expect((*OUT, 10), replacement)

    def test_edits_of_a_delivery(self):
        for name, value, quantity in (
            ("quantity", 13, 13),
            ("quantity", 7, 7),
            ("lot_id", self.other_lot.id, 10),
            ("owner_id", self.customer.id, 10),
            ("package_id", self.pallet.id, 10),
            ("location_id", self.shelf.id, 10),
            ("product_uom_id", self.dozen.id, 120),
        ):
            with self.subTest(name=name, value=value):
                line = self.shipped()
                line[name] = value
                self.expect((*IN, 10), (*OUT, quantity))

    def test_an_edit_names_what_it_corrects(self):
        line = self.received()
        [first] = self.outbox.search([("move_line_id", "=", line.id)])
        line.write({"quantity": 12, "lot_id": self.other_lot.id})
        back, again = self.events()
        for event in (back, again):
            correction = event.data["correction"]
            self.assertEqual(correction["correctsEventIds"], [first.event_id])
            self.assertEqual(correction["reason"], "done_line_edited")
        lots = [event.data["lines"][0]["lot"] for event in (back, again)]
        self.assertEqual(lots, ["LOT-1", "LOT-2"])
        line.quantity = 9
        later, _again = self.events()
        correction = later.data["correction"]
        self.assertEqual(correction["correctsEventIds"], [again.event_id])
        self.assert_ledger()

    def test_edit_to_nothing_and_back(self):
        line = self.received()
        line.quantity = 0
        self.expect((*OUT, 10))
        line.quantity = 4
        self.expect((*IN, 4))

    def test_edit_that_changes_nothing(self):
        line = self.received()
        line.write({"quantity": 10, "lot_id": self.lot.id})
        self.expect()

    def test_edit_of_a_line_in_dozens(self):
        line = self.received(quantity=2, uom=self.dozen)
        line.quantity = 3
        self.expect((*OUT, 24), (*IN, 36))
        line.product_uom_id = self.lot_product.uom_id
        self.expect((*OUT, 36), (*IN, 3))

    def test_edit_beside_a_backorder(self):
        picking = self.picking("incoming")
        self.validate(picking, done=4)
        self.expect((*RECEIVED, 4))
        picking.move_line_ids.quantity = 5
        self.expect((*OUT, 4), (*IN, 5))
        self.validate(picking.backorder_ids)
        self.expect((*RECEIVED, 6))

    def test_edit_through_the_move(self):
        """What the Detailed Operations' parent line does: its `quantity`."""
        line = self.received()
        line.move_id.quantity = 6
        self.expect((*OUT, 10), (*IN, 6))

    def test_line_added_to_what_is_done(self):
        line = self.received()
        self.env["stock.move.line"].create(
            {
                "move_id": line.move_id.id,
                "product_id": self.lot_product.id,
                "lot_id": self.other_lot.id,
                "quantity": 3,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
            }
        )
        self.expect((*IN, 3))

    def test_less_received_than_is_promised(self):
        """Odoo keeps its promise, so what is free is short: a finding, not an event."""
        picking = self.picking("incoming")
        self.validate(picking)
        self.picking("outgoing")
        self.expect((*RECEIVED, 10), (*RESERVED, 10))
        picking.move_line_ids.quantity = 8
        self.expect((*OUT, 10), (*IN, 8))
        figures = self.env["stock.tower.state"].figures(self.product.ids)
        here = figures[self.product.id][self.warehouse.id]
        self.assertEqual((here["reserved"], here["available"]), (10, -2))

    def test_less_received_than_its_next_step_holds(self):
        self.warehouse.reception_steps = "two_steps"
        picking = self.picking("incoming")
        self.validate(picking)
        self.expect((*RECEIVED, 10), (*RESERVED, 10))
        picking.move_line_ids.quantity = 7
        self.expect((*OUT, 10), (*IN, 7), (*RELEASED, 3))

    def test_more_delivered_after_the_backorder(self):
        self.stocked(20)
        picking = self.picking("outgoing")
        self.emitted()
        self.validate(picking, done=4)
        self.expect((*RELEASED, 4), (*SHIPPED, 4))
        picking.move_line_ids.quantity = 5
        self.expect((*IN, 4), (*OUT, 5))
        self.validate(picking.backorder_ids)
        self.expect((*RELEASED, 6), (*SHIPPED, 6))
