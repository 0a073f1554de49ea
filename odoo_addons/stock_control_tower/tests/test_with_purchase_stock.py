from odoo.tests import tagged

from .documents_common import DocumentCase


@tagged("-standard", "with_apps", "post_install", "-at_install")
class TestWithPurchaseStock(DocumentCase):
    """Real purchase orders; run where Purchase is installed, which the addon does not
    need."""

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
