from odoo.tests import tagged

from .documents_common import DocumentCase


@tagged("-standard", "with_apps", "post_install", "-at_install")
class TestWithSaleStock(DocumentCase):
    """Real sales orders; run where Sales is installed, which the addon does not
    need."""

    def returned(self, event_id, kind, *references, **values):
        return self.documented(event_id, kind, *references, gain=True, **values)

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
