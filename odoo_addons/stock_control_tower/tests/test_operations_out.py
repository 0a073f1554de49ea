"""Every operation of Odoo yields the right events, once: over real documents.

Each case plays an operation and lists what it must emit, in order: kind, states and
quantity. `assert_ledger` then proves that nothing else happened to the stock.
"""

from odoo.tests import tagged

from .operations_common import RECEIVED, RELEASED, RESERVED, SHIPPED, OperationCase


@tagged("post_install", "-at_install")
class TestOperationsOut(OperationCase):
    # Receipts

    def test_receipt_in_one_step(self):
        self.validate(self.picking("incoming"))
        self.expect((*RECEIVED, 10))

    def test_receipt_in_two_steps(self):
        self.warehouse.reception_steps = "two_steps"
        picking = self.picking("incoming")
        self.validate(picking)
        self.expect((*RECEIVED, 10), (*RESERVED, 10))
        store = picking.move_ids.move_dest_ids.picking_id
        self.validate(store)
        self.expect(
            (*RELEASED, 10), ("putaway_completed", "available", "available", 10)
        )

    def test_receipt_in_three_steps_holds_what_is_inspected(self):
        self.warehouse.reception_steps = "three_steps"
        self.warehouse._tower_propose_states()
        picking = self.picking("incoming")
        self.validate(picking)
        self.expect((*RECEIVED, 10), (*RESERVED, 10))
        inspect = picking.move_ids.move_dest_ids.picking_id
        self.validate(inspect)
        self.expect(
            (*RELEASED, 10), ("quality_hold_placed", "available", "quarantined", 10)
        )
        store = inspect.move_ids.move_dest_ids.picking_id
        self.validate(store)
        self.expect(("quality_hold_released", "quarantined", "available", 10))

    def test_receipt_in_parts(self):
        picking = self.picking("incoming")
        self.validate(picking, done=4)
        self.expect((*RECEIVED, 4))
        self.validate(picking.backorder_ids)
        self.expect((*RECEIVED, 6))

    def test_receipt_of_more_and_of_less(self):
        self.validate(self.picking("incoming"), done=13)
        # Odoo keeps what came beyond the order as a line of its own.
        self.expect((*RECEIVED, 10), (*RECEIVED, 3))
        self.validate(self.picking("incoming"), done=7, backorder=False)
        self.expect((*RECEIVED, 7))

    def test_receipt_in_dozens(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.validate(self.picking("incoming", quantity=2, uom=dozen))
        self.expect((*RECEIVED, 24))

    def test_receipt_of_a_lot_in_a_package_of_an_owner(self):
        picking = self.picking(
            "incoming", product=self.lot_product, owner_id=self.customer.id
        )
        package = self.env["stock.package"].create({"name": "PAL-7"})
        picking.move_line_ids.write(
            {"lot_name": "LOT-7", "result_package_id": package.id}
        )
        self.validate(picking)
        [event] = self.events()
        [line] = event.data["lines"]
        self.assertEqual(
            (line["lot"], line["package"], line["owner"]),
            ("LOT-7", "PAL-7", "Customer"),
        )
        self.assert_ledger()

    def test_serials_are_an_event_each(self):
        product = self._new_product("SKU-SN", tracking="serial")
        picking = self.picking("incoming", product=product, quantity=2)
        picking.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            (0, 0, {"product_id": product.id, "lot_name": name, "quantity": 1})
            for name in ("SN-1", "SN-2")
        ]
        self.validate(picking)
        self.expect((*RECEIVED, 1), (*RECEIVED, 1))

    # Deliveries

    def test_delivery_in_one_step(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.expect((*RESERVED, 10))
        self.validate(picking)
        self.expect((*RELEASED, 10), (*SHIPPED, 10))

    def test_delivery_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.stocked()
        pick = self.procure()
        self.expect((*RESERVED, 10))
        self.validate(pick)
        self.expect(
            (*RELEASED, 10),
            ("pick_confirmed", "available", "available", 10),
            (*RESERVED, 10),
        )
        self.validate(pick.move_ids.move_dest_ids.picking_id)
        self.expect((*RELEASED, 10), (*SHIPPED, 10))

    def test_delivery_in_three_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        self.stocked()
        pick = self.procure()
        self.validate(pick)
        pack = pick.move_ids.move_dest_ids.picking_id
        self.validate(pack)
        self.validate(pack.move_ids.move_dest_ids.picking_id)
        kinds = [
            kind for kind, *_rest in self.emitted() if kind != "reservation_changed"
        ]
        self.assertEqual(kinds, ["pick_confirmed", "packed", "shipment_dispatched"])
        self.assert_ledger()

    def test_delivery_in_parts(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.emitted()
        self.validate(picking, done=4)
        self.expect((*RELEASED, 4), (*SHIPPED, 4))
        self.validate(picking.backorder_ids)
        self.expect((*RELEASED, 6), (*SHIPPED, 6))

    def test_cancelled_delivery_gives_back_what_it_held(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.emitted()
        picking.action_cancel()
        self.expect((*RELEASED, 10))

    def test_unreserve_and_reserve_again(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.emitted()
        picking.do_unreserve()
        self.expect((*RELEASED, 10))
        picking.action_assign()
        self.expect((*RESERVED, 10))

    # Returns

    def test_return_of_a_customer(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.validate(picking)
        self.emitted()
        self.give_back(picking, 3)
        self.expect(("return_received", "outside", "available", 3))

    def test_return_is_inspected(self):
        returns, damaged = self.env["stock.location"].create(
            [
                {"name": state, "location_id": self.stock.id, "tower_state": state}
                for state in ("returned", "damaged")
            ]
        )
        self.move(self.product, 5, self.customers, returns)
        self.expect(("return_received", "outside", "returned", 5))
        self.move(self.product, 3, returns, self.stock)
        self.expect(("return_inspected", "returned", "available", 3))
        self.move(self.product, 1, returns, damaged)
        self.expect(("return_inspected", "returned", "damaged", 1))
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 1,
                "location_id": returns.id,
            }
        )
        scrap.do_scrap()
        self.expect(("return_inspected", "returned", "outside", 1))

    def test_return_to_a_vendor(self):
        picking = self.picking("incoming")
        self.validate(picking)
        self.emitted()
        self.give_back(picking, 2)
        events = self.emitted()
        self.assertEqual(events[-1], (*SHIPPED, 2))
        self.assert_ledger()

    # Inside

    def test_transfer_between_warehouses(self):
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "LEDO"})
        transit = self.env.company.internal_transit_location_id
        transit.active = True
        self.stocked()
        self.move(self.product, 4, self.stock, transit)
        self.expect(("transfer_dispatched", "available", "in_transit", 4))
        self.move(self.product, 4, transit, other.lot_stock_id)
        self.expect(("transfer_received", "in_transit", "available", 4))

    def test_hold_and_release_by_moving(self):
        cage = self.env["stock.location"].create(
            {"name": "Cage", "location_id": self.stock.id, "tower_state": "quarantined"}
        )
        self.stocked()
        self.move(self.product, 4, self.stock, cage)
        self.expect(("quality_hold_placed", "available", "quarantined", 4))
        self.move(self.product, 4, cage, self.stock)
        self.expect(("quality_hold_released", "quarantined", "available", 4))

    def test_scrap(self):
        self.stocked()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 2,
                "location_id": self.stock.id,
            }
        )
        scrap.do_scrap()
        self.expect(("adjustment_posted", "available", "outside", 2))

    # Counts and corrections

    def quant(self):
        return self.Quant.search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )

    def test_count_with_and_without_a_difference(self):
        self.stocked()
        quant = self.quant()
        quant.inventory_quantity = 12
        quant.action_apply_inventory()
        self.expect(("cycle_count_posted", "outside", "available", 2))
        quant = self.quant()
        quant.inventory_quantity = 12
        quant.action_apply_inventory()
        [event] = self.events()
        self.assertEqual((event.kind, event.quantity), ("cycle_count_posted", 0))
        [line] = event.data["lines"]
        self.assertEqual(
            (line["expectedQuantity"], line["countedQuantity"]), ("12", "12")
        )
        self.assert_ledger()

    def test_figure_typed_on_a_quant_is_an_adjustment(self):
        self.stocked()
        self.quant().with_context(inventory_mode=True).inventory_quantity_auto_apply = 7
        self.expect(("adjustment_posted", "available", "outside", 3))

    def test_done_line_is_edited(self):
        self.stocked()
        move = self.env["stock.move"].search([("product_id", "=", self.product.id)])
        move.move_line_ids.quantity = 8
        kinds = {kind for kind, *_rest in self.emitted()}
        self.assertEqual(kinds, {"movement_amended"})
        self.assert_ledger()

    def test_two_companies_keep_apart(self):
        company = self.env["res.company"].create({"name": "Second"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        move = (
            self.env["stock.move"]
            .with_company(company)
            .create(
                {
                    "product_id": self.product.id,
                    "product_uom_qty": 3,
                    "quantity": 3,
                    "picked": True,
                    "company_id": company.id,
                    "location_id": self.suppliers.id,
                    "location_dest_id": warehouse.lot_stock_id.id,
                }
            )
        )
        move._action_done()
        [event] = self.events()
        self.assertEqual(event.company_id, company)
        self.assertEqual(event.warehouse_id, warehouse)
        self.assert_ledger()
