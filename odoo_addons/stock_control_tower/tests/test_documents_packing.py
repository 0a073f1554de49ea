from odoo.tests import tagged

from .documents_common import DocumentCase

_SSCC = "340123450000000017"


@tagged("post_install", "-at_install")
class TestDocumentsPacking(DocumentCase):
    """packed puts goods into packages that stay with them to the customer."""

    def pack(self, event_id, *references, **values):
        lines = values.pop("lines", None) or [self.staying("packed", **values)]
        return self.documented(event_id, "packed", *references, lines=lines)

    def test_packed_and_dispatched_in_all_routes(self):
        for number, steps in enumerate(("ship_only", "pick_ship", "pick_pack_ship")):
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                sscc, origin = f"34012345000000001{number}", f"SO-{steps}"
                self.put(10)
                self.order(origin)
                row = self.assertApplied(
                    self.pack(f"p{steps}", ("so", origin), quantity="6", sscc=sscc)
                )
                package = self.env["stock.package"].search([("name", "=", sscc)])
                self.assertEqual(len(package), 1)
                self.assertEqual(bool(row.outcome.get("notes")), steps != "ship_only")
                packing = self.documents(row)[0]
                own_step = steps == "pick_pack_ship"
                self.assertEqual(packing.state, "done" if own_step else "assigned")
                if own_step:
                    self.assertEqual(sum(package.quant_ids.mapped("quantity")), 6)
                else:
                    packed = packing.move_line_ids.filtered("picked")
                    self.assertEqual(packed.result_package_id, package)
                    self.assertEqual(sum(packed.mapped("quantity")), 6)
                row = self.assertApplied(
                    self.documented(
                        f"d{steps}",
                        "shipment_dispatched",
                        ("so", origin),
                        quantity="6",
                    )
                )
                self.assertNotIn("notes", row.outcome)
                lines = row.move_ids.move_line_ids
                self.assertEqual(lines.result_package_id, package)
                self.assertEqual(package.location_id, self.customers)

    def test_picked_goods_are_packed_box_by_box(self):
        self.put(10)
        [picking] = self.order()
        pick = self.staying("pick_confirmed", "10")
        self.assertApplied(
            self.documented("p", "pick_confirmed", ("so", "SO1"), lines=[pick])
        )
        self.assertApplied(self.pack("a", ("so", "SO1"), quantity="4", package="BOX-1"))
        self.assertApplied(self.pack("b", ("so", "SO1"), quantity="6", package="BOX-2"))
        boxes = {
            line.result_package_id.name: line.quantity for line in picking.move_line_ids
        }
        self.assertEqual(boxes, {"BOX-1": 4, "BOX-2": 6})
        self.assertRefused(
            self.pack("c", ("so", "SO1"), quantity="1", package="BOX-3"),
            "document_closed",
        )
        self.assertApplied(
            self.documented("d", "shipment_dispatched", ("so", "SO1"), quantity="10")
        )
        done = picking.move_ids.move_line_ids
        self.assertEqual(set(done.result_package_id.mapped("name")), {"BOX-1", "BOX-2"})

    def test_the_outgoing_event_names_the_package(self):
        self.put(10)
        self.order()
        self.assertApplied(self.pack("p", ("so", "SO1"), quantity="10", sscc=_SSCC))
        row = self.assertApplied(
            self.documented("d", "shipment_dispatched", ("so", "SO1"), quantity="10")
        )
        out = self.outbox.search(
            [("inbox_id", "=", row.id), ("kind", "=", "shipment_dispatched")]
        )
        self.assertEqual(out.data["lines"][0]["sscc"], _SSCC)

    def test_each_step_goes_out_as_what_it_is(self):
        self.steps(delivery="pick_pack_ship")
        self.put(10)
        self.order()
        row = self.assertApplied(
            self.pack("p", ("so", "SO1"), quantity="10", sscc=_SSCC)
        )
        out = self.outbox.search(
            [("inbox_id", "=", row.id), ("kind", "!=", "event_outcome")], order="id"
        )
        self.assertEqual(out.mapped("kind"), ["pick_confirmed", "packed"])

    def test_received_in_a_package(self):
        self.receipt()
        self.assertApplied(
            self.documented(
                "r", "goods_received", ("po", "PO1"), quantity="10", sscc=_SSCC
            )
        )
        package = self.env["stock.package"].search([("name", "=", _SSCC)])
        self.assertEqual(package.location_id, self.stock)
        self.assertEqual(package.quant_ids.quantity, 10)

    def test_packing_needs_its_document(self):
        self.put(10)
        self.assertRefused(self.pack("p", sscc=_SSCC), "document_unclear")
        self.assertFalse(self.env["stock.package"].search([("name", "=", _SSCC)]))
