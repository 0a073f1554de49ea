from odoo.tests import tagged

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestLedgerMovements(LedgerCase):
    def test_receipt(self):
        self.receive(self.product, 5, self.shelf)
        [event] = self.events()
        self.assertEqual(event.kind, "goods_received")
        self.assertEqual(event.quantity, 5)
        self.assertFalse(event.location_id)
        self.assertEqual(event.location_dest_id, self.shelf)
        self.assertEqual(event.warehouse_id, self.warehouse)
        self.assertEqual(event.subject, "SKU-L1")
        [line] = event.data["lines"]
        self.assertEqual(line["item"]["gtin"], "4006381333931")
        self.assertEqual(line["quantity"], "5")
        self.assertEqual(line["from"], {"state": "outside"})
        self.assertEqual(
            line["to"],
            {
                "state": "available",
                "location": {"warehouse": "LEDG", "bin": "LEDG-A-1"},
            },
        )
        self.assert_ledger()

    def test_delivery_beyond_stock(self):
        self.receive(self.product, 5)
        self.events()
        self.move(self.product, 8, self.stock, self.customers)
        [event] = self.events()
        self.assertEqual(event.kind, "shipment_dispatched")
        self.assert_ledger()

    def test_return_and_vendor_return(self):
        self.move(self.product, 2, self.customers, self.stock)
        self.assertEqual(self.events().kind, "return_received")
        self.move(self.product, 1, self.stock, self.suppliers)
        self.assertEqual(self.events().kind, "shipment_dispatched")
        self.assert_ledger()

    def test_internal_move(self):
        self.receive(self.product, 5)
        self.events()
        self.move(self.product, 3, self.stock, self.shelf)
        self.assertEqual(self.events().kind, "stock_moved")
        self.assert_ledger()

    def test_transfer_through_transit(self):
        transit = self.env["stock.location"].create(
            {"name": "On the road", "usage": "transit"}
        )
        self.receive(self.product, 5)
        self.events()
        self.move(self.product, 3, self.stock, transit)
        self.assertEqual(self.events().kind, "transfer_dispatched")
        self.move(self.product, 3, transit, self.shelf)
        self.assertEqual(self.events().kind, "transfer_received")
        self.assert_ledger()

    def test_dropship_is_no_event(self):
        self.move(self.product, 3, self.suppliers, self.customers)
        self.assertFalse(self.events())
        self.assert_ledger()

    def test_service_like_product_is_no_event(self):
        consumable = self._new_product("SKU-C", is_storable=False)
        self.receive(consumable, 3)
        self.assertFalse(self.events())
        self.assert_ledger()

    def test_inventory_adjustment(self):
        self.receive(self.product, 5)
        self.events()
        quant = self.Quant.search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        quant.inventory_quantity = 3
        quant.action_apply_inventory()
        [event] = self.events()
        self.assertEqual(event.kind, "cycle_count_posted")
        self.assertEqual(event.quantity, 2)
        self.assertEqual(event.data["mode"], "count")
        [line] = event.data["lines"]
        self.assertEqual(line["reason"], "odoo:inventory")
        self.assertEqual(
            (line["expectedQuantity"], line["countedQuantity"]), ("5", "3")
        )
        self.assert_ledger()
        self.Quant.with_context(inventory_mode=True).create(
            {
                "product_id": self.product.id,
                "location_id": self.shelf.id,
                "inventory_quantity": 7,
            }
        ).action_apply_inventory()
        self.assertEqual(self.events().quantity, 7)
        self.assert_ledger()

    def test_scrap(self):
        self.receive(self.product, 5)
        self.events()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 2,
                "location_id": self.stock.id,
            }
        )
        scrap.action_validate()
        [event] = self.events()
        self.assertEqual(event.kind, "adjustment_posted")
        self.assertEqual(event.data["lines"][0]["reason"], "odoo:scrap")
        self.assert_ledger()

    def test_package_and_owner(self):
        owner = self.env["res.partner"].create({"name": "Consignor"})
        package = self.env["stock.package"].create({"name": "340123450000000018"})
        self.receive(self.product, 4, owner_id=owner.id, result_package_id=package.id)
        [event] = self.events()
        [line] = event.data["lines"]
        self.assertEqual(line["owner"], "Consignor")
        self.assertEqual(line["sscc"], "340123450000000018")
        self.assertEqual(event.result_package_id, package)
        self.assert_ledger()
        package.unpack()
        self.assert_ledger()
        self.assertTrue(self.events())

    def test_unit_of_the_line_is_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.receive(self.product, 2, product_uom_id=dozen.id)
        self.assertEqual(self.events().quantity, 24)
        self.assert_ledger()

    def test_picking_gives_reference_and_correlation(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "origin": "PO0042",
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 5,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.stock.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = 5
        picking.button_validate()
        [event] = self.events()
        self.assertEqual(event.picking_id, picking)
        self.assertEqual(event.correlation_id, f"odoo:stock.picking:{picking.id}")
        self.assertIn({"type": "origin", "id": "PO0042"}, event.data["references"])
        self.assert_ledger()

    def test_two_step_delivery_has_a_pick(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.receive(self.product, 5)
        self.events()
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 2,
                "location_id": self.stock.id,
                "location_dest_id": self.warehouse.wh_output_stock_loc_id.id,
                "picking_type_id": self.warehouse.pick_type_id.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()
        self.assertEqual(self.events().kind, "pick_confirmed")
        self.assert_ledger()
