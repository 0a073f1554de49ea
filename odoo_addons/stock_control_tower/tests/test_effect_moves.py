from odoo.tests import tagged

from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestEffectMoves(EffectCase):
    """Kinds without a document are done moves between the right locations."""

    def test_a_loss_keeps_its_reason(self):
        self.put(8)
        row = self.assertApplied(
            self.moving(
                "a1", "adjustment_posted", "available", "outside", reason="x12:181:07"
            )
        )
        self.assertEqual(self.on_hand(), 3)
        move = row.move_ids
        self.assertEqual(move.location_dest_id.usage, "inventory")
        self.assertTrue(move.is_inventory)
        self.assertEqual(move.tower_reason, "x12:181:07")
        self.assertEqual(move.reference, "key:a1")
        self.assertEqual(move.origin, "test-wms: key:a1")

    def test_a_loss_of_damaged_stock_needs_no_bin(self):
        self.put(8)
        self.put(3, location=self.damaged)
        self.assertApplied(
            self.moving("a2", "adjustment_posted", "damaged", "outside", "2")
        )
        self.assertEqual((self.on_hand(), self.on_hand(location=self.damaged)), (8, 1))

    def test_stock_of_a_state_is_found_wherever_that_state_is(self):
        cage = self._new_bin("Cage", "INBT-CAGE", self.shelf)
        cage.tower_state = "quarantined"
        self.put(4, location=cage)
        self.put(9, location=self.shelf)
        self.assertApplied(
            self.moving("a3", "adjustment_posted", "quarantined", "outside", "3")
        )
        self.assertEqual(self.on_hand(location=cage), 1)
        self.assertApplied(
            self.moving("a4", "adjustment_posted", "available", "outside", "9")
        )
        self.assertEqual(self.on_hand(location=cage), 1)
        self.assertEqual(self.on_hand(location=self.shelf), 0)

    def test_lost_in_transit(self):
        self.put(8, location=self.transit)
        row = self.assertApplied(
            self.moving("a5", "adjustment_posted", "in_transit", "outside", "2")
        )
        self.assertEqual(self.on_hand(location=self.transit), 6)
        self.assertFalse(row.move_ids.picking_type_id)

    def test_putaway(self):
        self.put(8)
        putaway = ("putaway_completed", "available", ("available", "INBT-S-1"))
        row = self.assertApplied(self.moving("p1", *putaway))
        self.assertEqual((self.on_hand(), self.on_hand(location=self.shelf)), (3, 5))
        self.assertEqual(row.move_ids.picking_type_id, self.warehouse.int_type_id)
        self.assertFalse(row.move_ids.picking_id)
        self.warehouse.reception_steps = "three_steps"
        row = self.assertApplied(self.moving("p2", *putaway, quantity="1"))
        self.assertEqual(row.move_ids.picking_type_id, self.warehouse.store_type_id)

    def test_the_bin_of_the_header_is_where_goods_came_from(self):
        self.put(8, location=self.shelf)
        event = self.moving(
            "p3", "stock_moved", ("available", None, None), ("available", "INBT-S-2")
        )
        event["data"]["location"]["bin"] = "INBT-S-1"
        self.assertApplied(event)
        self.assertEqual(self.on_hand(location=self.deep_shelf), 5)
        event = self.moving("p4", "quality_hold_placed", "available", "quarantined")
        event["data"]["location"]["bin"] = "INBT-S-1"
        self.assertApplied(event)
        self.assertEqual(self.on_hand(location=self.quarantine), 5)
        self.assertEqual(self.on_hand(location=self.shelf), -2)

    def test_moved_between_states(self):
        self.put(8)
        self.assertApplied(self.moving("m1", "stock_moved", "available", "damaged"))
        self.assertEqual((self.on_hand(), self.on_hand(location=self.damaged)), (3, 5))

    def test_reservations_are_not_moved_by_partners(self):
        for source, target in (("available", "reserved"), ("outside", "reserved")):
            event = self.moving(f"m-{source}", "stock_moved", source, target)
            self.assertRefused(event, "state_not_mapped", "/data/lines/0")
        event = self.moving("m-out", "stock_moved", "outside", "outside")
        self.assertRefused(event, "state_not_mapped", "/data/lines/0")

    def test_a_warehouse_without_that_state_says_what_is_missing(self):
        self.returns.tower_state = False
        event = self.moving("m3", "return_inspected", "returned", "available")
        answer = self.assertRefused(event, "state_not_mapped", "/data/lines/0")
        self.assertIn("no location of warehouse 'INBT'", answer["message"])
        self.assertIn("stock state", answer["remedy"])

    def test_returns_are_judged(self):
        self.put(9, location=self.returns)
        for target, location in (
            ("available", self.stock),
            ("quarantined", self.quarantine),
            ("damaged", self.damaged),
        ):
            row = self.assertApplied(
                self.moving(f"r-{target}", "return_inspected", "returned", target, "2")
            )
            self.assertEqual(self.on_hand(location=location), 2, target)
            self.assertEqual(row.move_ids.picking_type_id, self.warehouse.int_type_id)
        self.assertEqual(self.on_hand(location=self.returns), 3)

    def test_a_return_that_is_destroyed_is_a_scrap_order(self):
        self.put(9, location=self.returns)
        row = self.assertApplied(
            self.moving(
                "r-out",
                "return_inspected",
                "returned",
                "outside",
                reason="cbv:destroyed",
            )
        )
        self.assertEqual(self.on_hand(location=self.returns), 4)
        scrap = row.move_ids.scrap_id
        self.assertEqual((scrap.state, scrap.scrap_qty), ("done", 5))
        self.assertEqual(scrap.location_id, self.returns)
        self.assertEqual(row.move_ids.reference, scrap.name)
        self.assertEqual(row.move_ids.tower_reason, "cbv:destroyed")
        self.assertFalse(row.move_ids.is_inventory)

    def test_both_legs_of_a_transfer(self):
        self.put(8)
        row = self.assertApplied(
            self.moving("t1", "transfer_dispatched", "available", "in_transit")
        )
        self.assertEqual((self.on_hand(), self.on_hand(location=self.transit)), (3, 5))
        self.assertEqual(row.move_ids.picking_type_id, self.warehouse.out_type_id)
        row = self.assertApplied(
            self.moving(
                "t2", "transfer_received", "in_transit", ("available", "INBT-S-1")
            )
        )
        self.assertEqual(self.on_hand(location=self.transit), 0)
        self.assertEqual(self.on_hand(location=self.shelf), 5)
        self.assertEqual(row.move_ids.picking_type_id, self.warehouse.in_type_id)

    def test_a_company_without_transit_location(self):
        self.warehouse.company_id.internal_transit_location_id = False
        event = self.moving("t3", "transfer_dispatched", "available", "in_transit")
        answer = self.assertRefused(event, "state_not_mapped")
        self.assertIn("no transit location", answer["message"])

    def test_a_voided_shipment_comes_back(self):
        self.put(8)
        self.ingest(self.event("d1", "shipment_dispatched"))
        dispatch = self.inbox.search([("event_id", "=", "d1")]).move_ids
        row = self.assertApplied(
            self.moving(
                "v1", "shipment_voided", "outside", "available", corrects=["d1"]
            )
        )
        self.assertEqual(self.on_hand(), 8)
        self.assertEqual(row.move_ids.location_id.usage, "customer")
        self.assertEqual(row.move_ids.origin_returned_move_id, dispatch)

    def test_owners_have_their_own_stock(self):
        owner = self.env["res.partner"].create({"name": "Owner Ltd", "ref": "OWN"})
        own_name = self.warehouse.company_id.partner_id.name
        self.ingest(
            self.event("o1", owner="Owner Ltd", bin="INBT-S-1"),
            self.event("o2", owner=own_name, quantity="2", bin="INBT-S-1"),
            self.event("o3", "shipment_dispatched", owner="OWN", quantity="3"),
        )
        quants = self.Quant.search([("location_id", "=", self.shelf.id)])
        figures = {quant.owner_id: quant.quantity for quant in quants}
        self.assertEqual(figures, {owner: 2, owner.browse(): 2})

    def test_packages_are_named_drawn_and_kept_when_whole(self):
        sscc = "106141411234567897"
        self.ingest(
            self.event("k1", quantity="5", package="PAL-1"),
            self.event("k2", quantity="5", sscc=sscc),
            self.event("k3", quantity="5"),
        )
        pallet = self.env["stock.package"].search([("name", "=", "PAL-1")])
        self.assertEqual(pallet.quant_ids.quantity, 5)
        putaway = ("putaway_completed", "available", ("available", "INBT-S-1"))
        self.assertApplied(self.moving("k4", *putaway, package="PAL-1"))
        self.assertEqual(pallet.location_id, self.shelf)
        self.assertApplied(self.moving("k5", *putaway, quantity="2", sscc=sscc))
        other = self.env["stock.package"].search([("name", "=", sscc)])
        self.assertEqual(other.quant_ids.quantity, 3)
        self.assertEqual(other.location_id, self.stock)
        self.assertEqual(self.on_hand(location=self.shelf), 7)

    def test_negative_stock_is_refused_where_forbidden(self):
        self.put(3)
        with self.policies(negative_policy="refuse"):
            event = self.moving("n1", "adjustment_posted", "available", "outside")
            answer = self.assertRefused(event, "negative_not_allowed", "/data/lines/0")
            self.assertIn("Odoo has 3", answer["message"])
            self.assertApplied(
                self.moving("n2", "adjustment_posted", "available", "outside", "3")
            )
        self.assertApplied(
            self.moving("n3", "adjustment_posted", "available", "outside", "1")
        )
        self.assertEqual(self.on_hand(), -1)

    def test_a_refused_event_takes_nothing_from_its_neighbours(self):
        """Its first line's take is given back before the next event draws."""
        self.put(5)
        lines = [
            self.line("shipment_dispatched", "4") | {"lineId": "a"},
            self.line("shipment_dispatched", "4") | {"lineId": "b"},
        ]
        with self.policies(negative_policy="refuse"):
            outcomes = self.ingest(
                self.event("n4", "shipment_dispatched", lines=lines),
                self.event("n5", "shipment_dispatched"),
                self.event("n6", "shipment_dispatched", quantity="1"),
            )
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["refused", "applied", "refused"]
        )
        self.assertEqual(outcomes[0]["path"], "/data/lines/1")
        self.assertEqual(self.on_hand(), 0)

    def test_all_lines_or_none_when_applying(self):
        """A good line's lot and package do not outlive the bad line beside it."""
        lines = [
            self.line("adjustment_posted", "4", sku="INB-LOT", gain=True)
            | {"lineId": "a", "lot": "BORN", "package": "NEW-PAL"},
            self.line("adjustment_posted", "4") | {"lineId": "b"},
        ]
        with self.policies(negative_policy="refuse"):
            event = self.event("n7", "adjustment_posted", lines=lines)
            self.assertRefused(event, "negative_not_allowed", "/data/lines/1")

    def test_lots_are_not_created_where_the_policy_forbids(self):
        with self.policies(lot_policy="refuse"):
            event = self.event("l1", sku="INB-LOT", lot="NOPE")
            self.assertRefused(event, "unknown_lot", "/data/lines/0/lot")
            self._new_lot("YES")
            self.assertApplied(self.event("l2", sku="INB-LOT", lot="YES"))

    def test_another_company_is_told_apart_from_nowhere(self):
        company = self.env["res.company"].create({"name": "Other Ltd"})
        other = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        other.code = "OTHR"
        event = self.event("c1", warehouse="OTHR")
        path = "/data/lines/0/to/location/warehouse"
        self.assertRefused(event, "wrong_company", path)
