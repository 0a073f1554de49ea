"""Plays operations of Odoo as people do, and compares what they emit."""

from .common import LedgerCase

RECEIVED = ("goods_received", "outside", "available")
SHIPPED = ("shipment_dispatched", "available", "outside")
RESERVED = ("reservation_changed", "available", "reserved")
RELEASED = ("reservation_changed", "reserved", "available")


class OperationCase(LedgerCase):
    def setUp(self):
        super().setUp()
        self.customer = self.env["res.partner"].create({"name": "Customer"})

    # Playing an operation

    def picking(self, kind, product=None, quantity=10, **values):
        """A confirmed transfer as a person would make it."""
        source, target = {
            "incoming": (
                self.suppliers,
                self.warehouse.in_type_id.default_location_dest_id,
            ),
            "outgoing": (
                self.warehouse.out_type_id.default_location_src_id,
                self.customers,
            ),
        }[kind]
        product = product or self.product
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": (
                    self.warehouse.in_type_id
                    if kind == "incoming"
                    else self.warehouse.out_type_id
                ).id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "partner_id": self.customer.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": values.pop("uom", product.uom_id).id,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        },
                    )
                ],
                **values,
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def procure(self, quantity=10):
        """A delivery through the warehouse's own route; returns its transfers."""
        rule = self.warehouse.delivery_route_id
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.product,
                    quantity,
                    self.product.uom_id,
                    self.customers,
                    "Order",
                    "ORDER-1",
                    self.env.company,
                    {
                        "warehouse_id": self.warehouse,
                        "route_ids": rule,
                        "date_planned": "2030-01-01 00:00:00",
                    },
                )
            ]
        )
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("origin", "=", "ORDER-1")]
        )
        moves.picking_id.action_assign()
        return moves.picking_id

    def validate(self, picking, done=None, backorder=True):
        if done is not None:
            picking.move_ids.quantity = done
        picking.move_ids.picked = True
        context = {"skip_backorder": True}
        if not backorder:
            context["picking_ids_not_to_backorder"] = picking.ids
        picking.with_context(**context).button_validate()
        self.assertEqual(picking.state, "done")

    def give_back(self, picking, quantity):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = quantity
        returned = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        self.validate(returned)
        return returned

    def emitted(self):
        self.env.cr.flush()
        return [(e.kind, e.from_state, e.to_state, e.quantity) for e in self.events()]

    def expect(self, *expected):
        self.assertEqual(self.emitted(), [tuple(each) for each in expected])
        self.assert_ledger()

    def stocked(self, quantity=10):
        self.receive(self.product, quantity)
        self.emitted()
