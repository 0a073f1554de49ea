"""What Odoo promises, takes back and promises otherwise: only `reserved` changes."""

from odoo.tests import tagged

from .operations_common import RECEIVED, RELEASED, RESERVED, SHIPPED, OperationCase


@tagged("post_install", "-at_install")
class TestOperationsReservations(OperationCase):
    def delivery(self, on_hand=20, quantity=10, **values):
        self.stocked(on_hand)
        picking = self.picking("outgoing", quantity=quantity, **values)
        self.emitted()
        return picking

    def places(self):
        """(from state, to state, quantity, place), of reservations in any order."""
        self.env.cr.flush()
        events = self.events()
        self.assertEqual(set(events.mapped("kind")), {"reservation_changed"})
        return sorted(
            (e.from_state, e.to_state, e.quantity, e.location_id.name) for e in events
        )

    def test_demand_changes(self):
        picking = self.delivery()
        picking.move_ids.product_uom_qty = 6
        picking.action_assign()
        self.expect((*RELEASED, 4))
        picking.move_ids.product_uom_qty = 13
        picking.action_assign()
        self.expect((*RESERVED, 7))

    def test_reserved_line_is_edited(self):
        picking = self.delivery()
        picking.move_line_ids.quantity = 7
        self.expect((*RELEASED, 3))
        picking.move_line_ids.quantity = 9
        self.expect((*RESERVED, 2))

    def test_reserved_line_in_dozens(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        picking = self.delivery(on_hand=40, quantity=2, uom=dozen)
        picking.move_line_ids.quantity = 3
        self.expect((*RESERVED, 12))
        self.validate(picking)
        events = self.emitted()
        self.assertEqual(sum(e[3] for e in events if e[:3] == RELEASED), 36)
        self.assertEqual(sum(e[3] for e in events if e[:3] == SHIPPED), 36)
        self.assert_ledger()

    def test_reserved_elsewhere(self):
        picking = self.delivery(on_hand=10)
        self.receive(self.product, 10, self.shelf)
        self.expect((*RECEIVED, 10))
        picking.move_line_ids.location_id = self.shelf
        self.assertEqual(
            self.places(),
            [
                ("available", "reserved", 10, "Shelf"),
                ("reserved", "available", 10, "Stock"),
            ],
        )
        self.assert_ledger()

    def test_reserved_line_gets_another_lot(self):
        other = self.lot.copy({"name": "LOT-2"})
        for lot in (self.lot, other):
            self.receive(self.lot_product, 10, lot_id=lot.id)
        picking = self.picking("outgoing", product=self.lot_product)
        self.emitted()
        picking.move_line_ids.lot_id = other
        self.env.cr.flush()
        self.assertEqual(
            sorted((e.lot_id.name, e.to_state, e.quantity) for e in self.events()),
            [("LOT-1", "available", 10), ("LOT-2", "reserved", 10)],
        )
        self.assert_ledger()

    def test_line_deleted(self):
        picking = self.delivery()
        picking.move_line_ids.unlink()
        self.expect((*RELEASED, 10))

    def test_partly_there_then_the_rest_comes(self):
        picking = self.delivery(on_hand=4)
        self.receive(self.product, 20)
        picking.action_assign()
        self.expect((*RECEIVED, 20), (*RESERVED, 6))

    def test_one_takes_what_another_held(self):
        first = self.delivery(on_hand=10)
        self.move(self.product, 10, self.stock, self.customers)
        self.expect((*RELEASED, 10), (*SHIPPED, 10))
        self.assertEqual(first.move_ids.quantity, 0)

    def test_more_leaves_than_was_reserved(self):
        picking = self.delivery()
        self.validate(picking, done=13)
        events = self.emitted()
        self.assertEqual(sum(e[3] for e in events if e[:3] == SHIPPED), 13)
        reserved = sum(e[3] for e in events if e[:3] == RESERVED)
        self.assertEqual(sum(e[3] for e in events if e[:3] == RELEASED) - reserved, 10)
        self.assert_ledger()

    def test_less_leaves_and_the_rest_is_dropped(self):
        picking = self.delivery()
        self.validate(picking, done=7, backorder=False)
        events = self.emitted()
        self.assertEqual(events[-1], (*SHIPPED, 7))
        self.assertEqual(sum(e[3] for e in events if e[:3] == RELEASED), 10)
        self.assert_ledger()

    def test_cancelled_backorder(self):
        picking = self.delivery()
        self.validate(picking, done=4)
        self.expect((*RELEASED, 4), (*SHIPPED, 4))
        picking.backorder_ids.action_cancel()
        self.expect((*RELEASED, 6))

    def test_cancelled_pick_of_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.stocked()
        pick = self.procure()
        self.expect((*RESERVED, 10))
        pick.action_cancel()
        self.expect((*RELEASED, 10))

    def test_cancelled_ship_of_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.stocked()
        pick = self.procure()
        self.validate(pick)
        self.emitted()
        pick.move_ids.move_dest_ids.picking_id.action_cancel()
        self.expect((*RELEASED, 10))

    def test_cancelled_receipt(self):
        self.picking("incoming").action_cancel()
        self.expect()

    def test_cancelled_move_beside_another(self):
        second = self._new_product("SKU-L3")
        self.receive(second, 5)
        picking = self.delivery()
        extra = picking.move_ids.copy(
            {"product_id": second.id, "product_uom_qty": 5, "picking_id": picking.id}
        )
        extra._action_confirm()
        extra._action_assign()
        self.expect((*RESERVED, 5))
        extra._action_cancel()
        self.expect((*RELEASED, 5))
