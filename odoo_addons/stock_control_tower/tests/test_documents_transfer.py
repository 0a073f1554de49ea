from odoo.tests import tagged

from .documents_common import DocumentCase
from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestDocumentsTransfer(EffectCase, DocumentCase):
    """Both legs of a transfer between warehouses, on the two transfers of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.warehouse_ids += cls.other_warehouse
        cls.other_warehouse.resupply_wh_ids = cls.warehouse

    def resupply(self, origin="MOVE-1", quantity=10):
        """Let the second warehouse be resupplied from the first; both transfers."""
        Rule = self.env["stock.rule"]
        reference = self.env["stock.reference"].create({"name": origin})
        values = {
            "warehouse_id": self.other_warehouse,
            "route_ids": self.other_warehouse.resupply_route_ids,
            "reference_ids": reference,
            "date_planned": "2026-01-01 00:00:00",
        }
        Rule.run(
            [
                Rule.Procurement(
                    self.product,
                    quantity,
                    self.product.uom_id,
                    self.other_warehouse.lot_stock_id,
                    origin,
                    origin,
                    self.warehouse.company_id,
                    values,
                )
            ]
        )
        moves = reference.move_ids
        leaving = moves.filtered(lambda one: one.location_dest_id == self.transit)
        arriving = moves.filtered(lambda one: one.location_id == self.transit)
        return leaving.picking_id, arriving.picking_id

    def leg(self, event_id, kind, *references, **values):
        there = {"state": "available", "location": {"warehouse": "INBT"}}
        sides = [there, {"state": "in_transit"}]
        if kind == "transfer_received":
            here = {"state": "available", "location": {"warehouse": "INBX"}}
            sides = [{"state": "in_transit"}, here]
        line = self.line(kind, **values) | {"from": sides[0], "to": sides[1]}
        return self.documented(event_id, kind, *references, lines=[line])

    def test_both_legs(self):
        self.put(10)
        leaving, arriving = self.resupply()
        row = self.assertApplied(
            self.leg(
                "o", "transfer_dispatched", ("picking", leaving.name), quantity="6"
            )
        )
        self.assertEqual(self.documents(row), [leaving])
        self.assertEqual((self.on_hand(), self.on_hand(location=self.transit)), (4, 6))
        self.assertEqual(leaving.backorder_ids.move_ids.product_uom_qty, 4)
        # The receiver knows the transfer by the name it left under.
        row = self.assertApplied(
            self.leg("i", "transfer_received", ("picking", leaving.name), quantity="6")
        )
        self.assertEqual(self.documents(row), [arriving])
        self.assertNotIn("notes", row.outcome)
        there = self.other_warehouse.lot_stock_id
        self.assertEqual(self.on_hand(location=there), 6)
        self.assertEqual(self.on_hand(location=self.transit), 0)
        self.assertEqual(arriving.backorder_ids.move_ids.product_uom_qty, 4)

    def test_a_pick_before_it_leaves(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        leaving, _arriving = self.resupply()
        self.assertEqual(leaving.move_ids.location_id.name, "Output")
        row = self.assertApplied(
            self.leg("o", "transfer_dispatched", ("origin", "MOVE-1"), quantity="10")
        )
        self.assertEqual(leaving.state, "done")
        self.assertEqual(len(row.outcome["notes"]), 1)
        self.assertEqual((self.on_hand(), self.on_hand(location=self.transit)), (0, 10))

    def test_received_before_it_was_sent(self):
        self.put(10)
        leaving, arriving = self.resupply()
        row = self.assertApplied(
            self.leg("i", "transfer_received", ("origin", "MOVE-1"), quantity="10")
        )
        self.assertEqual(row.outcome["notes"][0]["code"], "dispatch_missing")
        self.assertIn(leaving.name, row.notes)
        self.assertEqual(self.on_hand(location=self.transit), -10)
        self.assertApplied(
            self.leg("o", "transfer_dispatched", ("origin", "MOVE-1"), quantity="10")
        )
        self.assertEqual((leaving.state, arriving.state), ("done", "done"))
        self.assertEqual(self.on_hand(location=self.transit), 0)
        self.assertEqual(self.on_hand(location=self.other_warehouse.lot_stock_id), 10)

    def test_without_a_document(self):
        self.put(10)
        row = self.assertApplied(self.leg("o", "transfer_dispatched"))
        self.assertFalse(row.move_ids.picking_id)
        self.assertEqual(self.on_hand(location=self.transit), 5)
        with self.policies(unreferenced_policy="park"):
            self.assertRefused(
                self.leg("p", "transfer_dispatched"), "reference_required"
            )
            self.assertRefused(
                self.leg("q", "transfer_received", ("picking", "NO")),
                "document_not_found",
            )

    def test_a_cancelled_transfer(self):
        leaving, _arriving = self.resupply()
        leaving.action_cancel()
        self.assertRefused(
            self.leg("o", "transfer_dispatched", ("picking", leaving.name)),
            "document_cancelled",
        )
