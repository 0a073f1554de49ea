from odoo.tests import tagged

from .documents_common import DocumentCase


@tagged("-standard", "orders", "post_install", "-at_install")
class TestDocumentsOrders(DocumentCase):
    """Real orders; run where Purchase and Sales are installed (test/e2e/orders), since
    the addon needs neither."""

    def returned(self, event_id, kind, *references, **values):
        return self.documented(event_id, kind, *references, gain=True, **values)

    def test_purchase_order(self):
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        order = self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_qty": quantity,
                            "price_unit": price,
                        },
                    )
                    for quantity, price in ((10, 2.0), (5, 3.0))
                ],
            }
        )
        order.button_confirm()
        first, second = order.order_line
        second.move_ids.sequence = 20
        self.assertApplied(
            self.documented(
                "r", "goods_received", ("po", order.name, "20"), quantity="3"
            )
        )
        self.assertEqual((first.qty_received, second.qty_received), (0, 3))
        self.assertApplied(
            self.documented("s", "goods_received", ("po", order.name), quantity="12")
        )
        self.assertEqual((first.qty_received, second.qty_received), (10, 5))
        self.assertEqual(order.picking_ids.mapped("state"), ["done", "done"])

    def test_sale_order(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        customer = self.env["res.partner"].create({"name": "Customer"})
        order = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "warehouse_id": self.warehouse.id,
                "order_line": [
                    (0, 0, {"product_id": self.product.id, "product_uom_qty": 10})
                ],
            }
        )
        order.action_confirm()
        line = order.order_line
        reference = ("sale_order", order.name)
        event = self.documented("d", "shipment_dispatched", reference, quantity="10")
        self.assertApplied(event)
        self.assertEqual(line.qty_delivered, 10)
        self.assertApplied(
            self.returned("v", "shipment_voided", reference, quantity="4")
        )
        self.assertEqual(line.qty_delivered, 6)
        self.assertApplied(
            self.documented("e", "shipment_dispatched", reference, quantity="4")
        )
        self.assertEqual(line.qty_delivered, 10)
        self.assertApplied(
            self.returned("b", "return_received", reference, quantity="1")
        )
        self.assertEqual(line.qty_delivered, 9)
