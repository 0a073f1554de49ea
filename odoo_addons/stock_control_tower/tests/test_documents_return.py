from odoo.tests import tagged

from .documents_common import DocumentCase
from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestDocumentsReturn(EffectCase, DocumentCase):
    """return_received and shipment_voided take back what was delivered."""

    def deliver(self, origin="SO1", demands=None):
        for product, quantity in demands or [(self.product, 10)]:
            self.put(quantity, product)
        [picking] = self.order(origin, demands)
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def back(self, event_id, kind, *references, state="returned", **values):
        return self.documented(
            event_id, kind, *references, state=state, gain=True, **values
        )

    def returned(self, event_id, *references, **values):
        return self.back(event_id, "return_received", *references, **values)

    def voided(self, event_id, *references, **values):
        values = {"state": "available", **values}
        return self.back(event_id, "shipment_voided", *references, **values)

    def test_a_return_by_each_reference(self):
        for kind in ("so", "picking", "rma"):
            with self.subTest(reference=kind):
                origin = f"SO-{kind}"
                picking = self.deliver(origin)
                before = self.on_hand(location=self.returns)
                name = picking.name if kind == "picking" else origin
                row = self.assertApplied(
                    self.returned(f"r{kind}", (kind, name), quantity="4")
                )
                [back] = self.documents(row)
                self.assertEqual((back.return_id, back.state), (picking, "done"))
                self.assertEqual(row.move_ids.origin_returned_move_id, picking.move_ids)
                self.assertEqual(self.on_hand(location=self.returns) - before, 4)

    def test_the_disposition_tells_where(self):
        picking = self.deliver()
        lines = [
            self.line("return_received", "1", gain=True, state=state)
            | {"lineId": state}
            for state in ("returned", "quarantined", "damaged", "available")
        ]
        row = self.assertApplied(
            self.documented("d", "return_received", ("so", "SO1"), lines=lines)
        )
        for location in (self.returns, self.quarantine, self.damaged, self.stock):
            self.assertEqual(self.on_hand(location=location), 1, location.name)
        self.assertEqual(len(self.documents(row)), 1)
        self.assertEqual(row.move_ids.origin_returned_move_id, picking.move_ids)

    def test_returns_of_an_order_end(self):
        self.deliver()
        self.assertApplied(self.returned("a", ("so", "SO1"), quantity="6"))
        self.assertApplied(self.returned("b", ("so", "SO1"), quantity="4"))
        self.assertRefused(self.returned("c", ("so", "SO1")), "document_closed")

    def test_an_open_return_is_used(self):
        picking = self.deliver()
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 5
        rma = wizard._create_return()
        rma.origin = "RMA-311"
        row = self.assertApplied(self.returned("r", ("rma", "RMA-311"), quantity="3"))
        self.assertEqual(self.documents(row), [rma])
        self.assertEqual((rma.state, self.on_hand(location=self.returns)), ("done", 3))
        self.assertEqual(rma.backorder_ids.move_ids.product_uom_qty, 2)

    def test_lots_come_back_on_the_delivery_they_left_with(self):
        for origin, name in (("SO1", "A"), ("SO1", "B")):
            lot = self._new_lot(name)
            self.put(5, self.lot_product, lot=lot)
            [picking] = self.order(origin, [(self.lot_product, 5)]).filtered(
                lambda one: one.state != "done"
            )
            picking.move_ids.picked = True
            picking.button_validate()
        row = self.assertApplied(
            self.returned("l", ("so", "SO1"), sku="INB-LOT", quantity="2", lot="B")
        )
        origin = row.move_ids.origin_returned_move_id
        self.assertEqual(origin.move_line_ids.lot_id.name, "B")
        self.assertEqual(self.on_hand(self.lot_product, self.returns, "B"), 2)

    def test_a_return_without_a_delivery(self):
        row = self.assertApplied(self.returned("u"))
        [picking] = self.documents(row)
        self.assertEqual(picking.location_id, self.customers)
        self.assertEqual(self.on_hand(location=self.returns), 5)
        with self.policies(unreferenced_policy="park"):
            self.assertRefused(self.returned("v"), "reference_required")
            self.assertRefused(self.returned("w", ("so", "NO")), "document_not_found")

    def test_a_return_of_a_delivery_without_a_document_of_odoos(self):
        self.put(5)
        dispatch = self.documented("d", "shipment_dispatched", ("so", "THEIRS"))
        [picking] = self.documents(self.assertApplied(dispatch))
        row = self.assertApplied(self.returned("r", ("so", "THEIRS"), quantity="2"))
        self.assertEqual(self.documents(row)[0].return_id, picking)

    def test_more_came_back_than_left(self):
        self.deliver()
        row = self.assertApplied(self.returned("m", ("so", "SO1"), quantity="12"))
        self.assertEqual(row.move_ids.quantity, 12)
        self.deliver("SO2")
        with self.policies(over_policy="refuse"):
            self.assertRefused(
                self.returned("n", ("so", "SO2"), quantity="12"), "quantity_over"
            )

    def test_something_else_came_back(self):
        self.deliver()
        row = self.assertApplied(
            self.returned("e", ("so", "SO1"), sku="INB-KG", uom="KGM", quantity="2")
        )
        self.assertEqual(self.on_hand(self.kilo_product, self.returns), 2)
        self.assertFalse(row.move_ids.origin_returned_move_id)
        with self.policies(over_policy="refuse"):
            self.assertRefused(
                self.returned("f", ("so", "SO1"), sku="INB-KG", uom="KGM"),
                "item_not_on_document",
            )

    def test_a_voided_dispatch_opens_the_delivery_again(self):
        picking = self.deliver()
        row = self.assertApplied(self.voided("v", ("so", "SO1"), quantity="4"))
        self.assertEqual(self.on_hand(), 4)
        [back] = self.documents(row)
        self.assertEqual(back.return_id, picking)
        [again] = picking.backorder_ids
        self.assertEqual((again.state, again.origin), ("assigned", "SO1"))
        self.assertEqual(again.move_ids.product_uom_qty, 4)
        self.assertApplied(
            self.documented("d", "shipment_dispatched", ("so", "SO1"), quantity="4")
        )
        self.assertEqual((again.state, self.on_hand()), ("done", 0))

    def test_a_void_goes_back_to_the_door_it_left_by(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        self.order()
        dispatch = self.documented(
            "d", "shipment_dispatched", ("so", "SO1"), quantity="10"
        )
        self.assertApplied(dispatch)
        self.assertApplied(self.voided("v", ("so", "SO1"), quantity="10"))
        output = self.warehouse.wh_output_stock_loc_id
        self.assertEqual((self.on_hand(), self.on_hand(location=output)), (0, 10))

    def test_a_void_that_only_names_the_event(self):
        self.put(5)
        dispatch = self.assertApplied(self.event("d", "shipment_dispatched"))
        event = self.moving(
            "v", "shipment_voided", "outside", "available", corrects=["d"]
        )
        row = self.assertApplied(event)
        self.assertEqual(row.move_ids.origin_returned_move_id, dispatch.move_ids)
        self.assertEqual(self.on_hand(), 5)

    def test_goods_that_went_through_several_steps_are_taken_back_once(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        self.order()
        self.assertApplied(
            self.documented("d", "shipment_dispatched", ("so", "SO1"), quantity="10")
        )
        event = self.moving(
            "v",
            "shipment_voided",
            "outside",
            "available",
            quantity="11",
            corrects=["d"],
        )
        self.assertRefused(event, "correction_exceeds", "/data/lines/0/quantity")

    def test_what_has_not_left_cannot_be_voided(self):
        self.put(10)
        [picking] = self.order()
        outcome = self.assertRefused(
            self.voided("v", ("so", "SO1")), "document_open", "/data/references/0"
        )
        self.assertIn(picking.name, outcome["message"])
