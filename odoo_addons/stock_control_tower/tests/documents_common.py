"""What tests of documents share: orders in warehouses of one, two and three steps."""

from .inbound_common import InboundCase


class DocumentCase(InboundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.Picking = cls.env["stock.picking"]

    def steps(self, receipt="one_step", delivery="ship_only"):
        """Set the warehouse's routes."""
        self.warehouse.write({"reception_steps": receipt, "delivery_steps": delivery})

    def receipt(self, origin="PO1", demands=None, warehouse=None, confirm=True):
        """A receipt awaited from a supplier; `demands`: [(product, quantity), …]."""
        operation = (warehouse or self.warehouse).in_type_id
        target = operation.default_location_dest_id
        return self._picking(
            operation, self.suppliers, target, origin, demands, confirm=confirm
        )

    def _picking(self, operation, source, target, origin, demands, confirm=True):
        picking = self.Picking.create(
            {
                "picking_type_id": operation.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "origin": origin,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        },
                    )
                    for product, quantity in demands or [(self.product, 10)]
                ],
            }
        )
        if confirm:
            picking.action_confirm()
        return picking

    def order(self, origin="SO1", demands=None):
        """A customer's order, as the warehouse's route fulfils it."""
        reference = self.env["stock.reference"].create({"name": origin})
        Rule = self.env["stock.rule"]
        for product, quantity in demands or [(self.product, 10)]:
            values = {
                "warehouse_id": self.warehouse,
                "reference_ids": reference,
                "date_planned": "2026-01-01 00:00:00",
            }
            Rule.run(
                [
                    Rule.Procurement(
                        product,
                        quantity,
                        product.uom_id,
                        self.customers,
                        origin,
                        origin,
                        self.warehouse.company_id,
                        values,
                    )
                ]
            )
        return self.pickings_of(origin)

    def pickings_of(self, origin, *operations):
        pickings = self.Picking.search([("origin", "=", origin)], order="id")
        return pickings.filtered(
            lambda one: not operations or one.picking_type_id in operations
        )

    def documented(self, event_id, kind, *references, lines=None, **values):
        """An event that names documents: ("po", "PO1"), …"""
        event = self.event(event_id, kind, lines=lines, **values)
        event["data"]["references"] = [
            {"type": type_, "id": name, **({"line": rest[0]} if rest else {})}
            for type_, name, *rest in references
        ]
        return event

    def staying(self, kind, quantity="5", sku="INB-1", **values):
        """A line of goods that stay on hand: picked or packed."""
        place = {"warehouse": "INBT"}
        side = {"state": "available", "location": place}
        return self.line(kind, quantity, sku, **values) | {"from": side, "to": side}

    def assertApplied(self, event):
        outcome, row = self.ingest_one(event)
        self.assertEqual(outcome["outcome"], "applied", outcome)
        return row

    def assertRefused(self, event, code, path=None):
        quants = {one.id: one.quantity for one in self.Quant.search([])}
        outcome, row = self.ingest_one(event)
        self.assertEqual(outcome.get("code"), code, outcome)
        if path is not None:
            self.assertEqual(outcome["path"], path)
        self.assertFalse(row.move_ids)
        after = {one.id: one.quantity for one in self.Quant.search([])}
        self.assertEqual(after, quants)
        return outcome

    def documents(self, row):
        return [
            self.Picking.browse(document["id"])
            for document in row.outcome.get("documents", ())
        ]
