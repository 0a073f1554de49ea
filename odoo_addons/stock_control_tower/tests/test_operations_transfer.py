"""Between warehouses and companies: both legs, and what ties them together."""

from odoo import Command
from odoo.tests import tagged

from .operations_common import RELEASED, RESERVED, OperationCase

DISPATCHED = ("transfer_dispatched", "available", "in_transit")
ARRIVED = ("transfer_received", "in_transit", "available")


@tagged("post_install", "-at_install")
class TestOperationsTransfer(OperationCase):
    def setUp(self):
        super().setUp()
        self.other = self.env["stock.warehouse"].create(
            {
                "name": "Other",
                "code": "LEDO",
                "resupply_wh_ids": [Command.set(self.warehouse.ids)],
            }
        )

    def resupply(self, quantity=10):
        """What a user gets from Replenish: the transfers out of and into transit."""
        Rule = self.env["stock.rule"]
        values = {
            "warehouse_id": self.other,
            "route_ids": self.other.resupply_route_ids,
            "date_planned": "2030-01-01 00:00:00",
        }
        Rule.run(
            [
                Rule.Procurement(
                    self.product,
                    quantity,
                    self.product.uom_id,
                    self.other.lot_stock_id,
                    "Resupply",
                    "RESUPPLY-1",
                    self.env.company,
                    values,
                )
            ]
        )
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("origin", "=", "RESUPPLY-1")]
        )
        leaving = moves.filtered(lambda one: one.location_dest_usage == "transit")
        arriving = moves.filtered(lambda one: one.location_usage == "transit")
        leaving.picking_id.action_assign()
        return leaving.picking_id, arriving.picking_id

    def played(self, *pickings, done=None):
        """Validate transfers one after the other; the events but reservations."""
        for picking in pickings:
            self.validate(picking, done=done)
        self.env.cr.flush()
        events = self.events()
        return events.filtered(lambda event: event.kind != "reservation_changed")

    def test_resupply_of_one_warehouse_from_another(self):
        self.stocked()
        leaving, arriving = self.resupply()
        self.expect((*RESERVED, 10))
        self.validate(leaving)
        # Transit is not on hand, so what is held there for the second leg is no
        # reservation.
        self.expect((*RELEASED, 10), (*DISPATCHED, 10))
        self.validate(arriving)
        self.expect((*ARRIVED, 10))

    def test_both_legs_have_one_correlation(self):
        self.stocked()
        events = self.played(*self.resupply())
        self.assertEqual(
            events.mapped("kind"), ["transfer_dispatched", "transfer_received"]
        )
        sent, received = events
        self.assertEqual(sent.correlation_id, received.correlation_id)
        self.assertEqual(
            sent.correlation_id, f"odoo:stock.picking:{sent.picking_id.id}"
        )
        self.assertEqual(
            [(sent.warehouse_id, received.warehouse_id)], [(self.warehouse, self.other)]
        )

    def test_legs_in_parts_keep_the_correlation(self):
        self.stocked()
        leaving, arriving = self.resupply()
        events = self.played(leaving, done=6)
        events |= self.played(arriving, done=6)
        events |= self.played(leaving.backorder_ids, arriving.backorder_ids)
        self.assertEqual(
            events.mapped("kind"), ["transfer_dispatched", "transfer_received"] * 2
        )
        self.assertEqual(len(set(events.mapped("correlation_id"))), 1)
        self.assertEqual(len(events.picking_id), 4)
        self.assert_ledger()

    def test_edits_of_a_leg_keep_the_correlation(self):
        self.stocked()
        leaving, arriving = self.resupply()
        events = self.played(leaving, arriving)
        arriving.move_line_ids.quantity = 9
        self.env.cr.flush()
        edits = self.events()
        self.assertEqual(
            [(e.kind, e.from_state, e.to_state, e.quantity) for e in edits],
            [
                ("movement_amended", "available", "in_transit", 10),
                ("movement_amended", "in_transit", "available", 9),
            ],
        )
        self.assertEqual(
            set(edits.mapped("correlation_id")), set(events.mapped("correlation_id"))
        )
        self.assert_ledger()

    def test_resupply_with_a_pick_and_a_putaway(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.other.reception_steps = "two_steps"
        self.stocked()
        leaving, arriving = self.resupply()
        picks = leaving.move_ids.move_orig_ids.picking_id
        events = self.played(picks, leaving, arriving)
        store = arriving.move_ids.move_dest_ids.picking_id
        events |= self.played(store)
        self.assertEqual(
            events.mapped("kind"),
            [
                "pick_confirmed",
                "transfer_dispatched",
                "transfer_received",
                "putaway_completed",
            ],
        )
        self.assert_ledger()

    def test_cancelled_before_it_left(self):
        self.stocked()
        leaving, _arriving = self.resupply()
        self.expect((*RESERVED, 10))
        leaving.action_cancel()
        self.expect((*RELEASED, 10))

    def second_company(self):
        """The warehouse of another company."""
        company = self.env["res.company"].create({"name": "Second"})
        self.env.user.company_ids += company
        return self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )

    def test_two_companies_in_one_transaction(self):
        second = self.second_company()
        for warehouse in (self.warehouse, second):
            self.receive_at(warehouse, 3)
        events = self.events()
        self.assertEqual(
            [(e.kind, e.company_id, e.warehouse_id) for e in events],
            [
                ("goods_received", self.env.company, self.warehouse),
                ("goods_received", second.company_id, second),
            ],
        )
        keys = {event.partition_key for event in events}
        self.assertEqual(len(keys), 2)
        self.assert_ledger()

    def test_from_one_company_to_another(self):
        """Through Odoo's own inter-company transit, which belongs to neither."""
        second = self.second_company()
        between = self.env.ref("stock.stock_location_inter_company")
        between.active = True
        self.stocked()
        self.move(self.product, 4, self.stock, between)
        self.receive_at(second, 4, source=between)
        sent, received = self.events()
        self.assertEqual(
            [
                (e.kind, e.from_state, e.to_state, e.company_id, e.warehouse_id)
                for e in (sent, received)
            ],
            [
                (*DISPATCHED, self.env.company, self.warehouse),
                (*ARRIVED, second.company_id, second),
            ],
        )
        self.assert_ledger()

    def receive_at(self, warehouse, quantity, source=None):
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": quantity,
                "quantity": quantity,
                "picked": True,
                "company_id": warehouse.company_id.id,
                "location_id": (source or self.suppliers).id,
                "location_dest_id": warehouse.lot_stock_id.id,
            }
        )
        move._action_done()
        self.env.cr.flush()
