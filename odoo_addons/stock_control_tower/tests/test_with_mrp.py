from odoo import Command
from odoo.tests import tagged

from .documents_common import DocumentCase


@tagged("-standard", "with_apps", "post_install", "-at_install")
class TestWithMrp(DocumentCase):
    """Kits; run where Manufacturing is installed, which the addon does not need."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls._new_product("INB-BOARD")
        cls.screw = cls._new_product("INB-SCREW")
        cls.kit = cls._new_product("INB-KIT", barcode="0614141999989")
        cls.loose_kit = cls._new_product("INB-LOOSE", is_storable=False)
        for kit in (cls.kit, cls.loose_kit):
            cls._recipe(kit, "phantom")

    @classmethod
    def _recipe(cls, product, kind):
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": kind,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": quantity})
                    for part, quantity in ((cls.board, 1), (cls.screw, 4))
                ],
            }
        )

    def told(self, mark):
        self.env.cr.flush()
        events = self.outbox.search(
            [("id", ">", mark), ("kind", "!=", "reservation_changed")], order="id"
        )
        return [(e.kind, e.product_id.default_code, e.quantity) for e in events]

    def mark(self):
        return self.outbox.search([], limit=1, order="id desc").id or 0

    def test_a_kit_is_refused_and_its_components_are_named(self):
        self.put(10, self.board)
        self.put(40, self.screw)
        for number, item in enumerate(
            ({"sku": "INB-KIT"}, {"gtin": "0614141999989"}, {"sku": "INB-LOOSE"})
        ):
            with self.subTest(item=item):
                event = self.event(f"k{number}", "shipment_dispatched", quantity="2")
                event["data"]["lines"][0]["item"] = item
                outcome = self.assertRefused(event, "item_is_kit", "/data/lines/0/item")
                self.assertIn("INB-BOARD", outcome["message"])
                self.assertIn("INB-SCREW", outcome["message"])

    def test_its_components_take_effect(self):
        self.put(10, self.board)
        self.put(40, self.screw)
        [picking] = self.order("SO-KIT", [(self.kit, 2)])
        self.assertEqual(picking.move_ids.product_id, self.board | self.screw)
        lines = [
            self.line("shipment_dispatched", quantity, sku, lineId=sku)
            for quantity, sku in (("2", "INB-BOARD"), ("8", "INB-SCREW"))
        ]
        self.assertApplied(
            self.documented("c", "shipment_dispatched", ("so", "SO-KIT"), lines=lines)
        )
        self.assertEqual(picking.state, "done")
        self.assertEqual((self.on_hand(self.board), self.on_hand(self.screw)), (8, 32))

    def test_a_recipe_to_manufacture_makes_no_kit(self):
        made = self._new_product("INB-MADE")
        self._recipe(made, "normal")
        self.assertApplied(self.event("m", sku="INB-MADE"))
        self.assertEqual(self.on_hand(made), 5)

    def test_delivering_a_kit_tells_of_its_components(self):
        self.put(10, self.board)
        self.put(40, self.screw)
        [picking] = self.order("SO-KIT", [(self.kit, 2)])
        mark = self.mark()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(
            sorted(self.told(mark)),
            [
                ("shipment_dispatched", "INB-BOARD", 2),
                ("shipment_dispatched", "INB-SCREW", 8),
            ],
        )

    def test_manufacturing_takes_and_gives(self):
        made = self._new_product("INB-MADE")
        self._recipe(made, "normal")
        self.put(10, self.board)
        self.put(40, self.screw)
        order = self.env["mrp.production"].create(
            {
                "product_id": made.id,
                "product_qty": 2,
                "picking_type_id": self.warehouse.manu_type_id.id,
            }
        )
        order.action_confirm()
        order.action_assign()
        mark = self.mark()
        order.qty_producing = 2
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self.assertEqual(order.state, "done")
        self.assertEqual(
            sorted(self.told(mark)),
            [
                ("adjustment_posted", "INB-BOARD", 2),
                ("adjustment_posted", "INB-MADE", 2),
                ("adjustment_posted", "INB-SCREW", 8),
            ],
        )
