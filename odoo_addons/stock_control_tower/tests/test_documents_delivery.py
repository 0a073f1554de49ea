from odoo.tests import tagged

from .documents_common import DocumentCase

_STEPS = ("ship_only", "pick_ship", "pick_pack_ship")


@tagged("post_install", "-at_install")
class TestDocumentsDelivery(DocumentCase):
    """pick_confirmed and shipment_dispatched on the transfers of an order."""

    def dispatch(self, event_id, *references, **values):
        return self.documented(event_id, "shipment_dispatched", *references, **values)

    def pick(self, event_id, *references, **values):
        lines = values.pop("lines", None) or [self.staying("pick_confirmed", **values)]
        return self.documented(event_id, "pick_confirmed", *references, lines=lines)

    def at_customer(self, product=None):
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", (product or self.product).id),
                ("location_dest_id", "=", self.customers.id),
                ("state", "=", "done"),
            ]
        )
        return sum(moves.mapped("quantity"))

    def test_dispatch_in_all_routes_with_nothing_reported_before(self):
        for steps in _STEPS:
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                origin = f"SO-{steps}"
                self.put(10)
                self.order(origin)
                before = self.at_customer()
                row = self.assertApplied(
                    self.dispatch(f"d{steps}", ("so", origin), quantity="10")
                )
                self.assertEqual(self.at_customer() - before, 10)
                self.assertEqual(self.on_hand(), 0)
                pickings = self.pickings_of(origin)
                self.assertEqual(pickings.mapped("state"), ["done"] * len(pickings))
                self.assertEqual(len(pickings), _STEPS.index(steps) + 1)
                self.assertEqual(self.documents(row), list(pickings[::-1]))
                notes = row.outcome.get("notes", [])
                self.assertEqual(
                    [note["code"] for note in notes],
                    ["pick_missing"] * (len(pickings) - 1),
                )
                self.assertEqual((row.notes or "").count("Nobody reported"), len(notes))

    def test_pick_then_dispatch(self):
        for steps in _STEPS[:2]:
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                origin = f"SO-{steps}"
                self.put(10)
                [first] = self.order(origin)
                row = self.assertApplied(
                    self.pick(f"p{steps}", ("so", origin), quantity="10")
                )
                self.assertEqual(self.documents(row), [first])
                if steps == "ship_only":
                    self.assertEqual(first.state, "assigned")
                    self.assertTrue(first.move_ids.picked)
                    self.assertFalse(row.move_ids)
                else:
                    self.assertEqual(first.state, "done")
                    self.assertEqual(row.move_ids.picking_id, first)
                row = self.assertApplied(
                    self.dispatch(f"d{steps}", ("picking", first.name), quantity="10")
                )
                self.assertNotIn("notes", row.outcome)
                delivery = self.pickings_of(origin, self.warehouse.out_type_id)
                self.assertEqual(delivery.state, "done")
                self.assertEqual(self.documents(row), [delivery])

    def test_short_of_it_leaves_backorders(self):
        for steps in _STEPS:
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                origin = f"SO-{steps}"
                self.put(10)
                self.order(origin)
                before = self.at_customer()
                self.assertApplied(
                    self.dispatch(f"d{steps}", ("so", origin), quantity="6")
                )
                self.assertEqual(self.at_customer() - before, 6)
                [rest] = self.pickings_of(origin).filtered(
                    lambda one: one.state != "done"
                )
                self.assertEqual(rest.move_ids.product_uom_qty, 4)
                self.assertEqual(rest.state, "assigned")
                self.assertApplied(
                    self.dispatch(f"r{steps}", ("so", origin), quantity="4")
                )
                self.assertEqual(self.at_customer() - before, 10)
                self.assertEqual(self.on_hand(), 0)
                self.assertRefused(
                    self.dispatch(f"x{steps}", ("so", origin)), "document_closed"
                )

    def test_part_was_picked_and_more_left(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        self.order()
        self.assertApplied(self.pick("p", ("so", "SO1"), quantity="6"))
        output = self.warehouse.wh_output_stock_loc_id
        self.assertEqual(self.on_hand(location=output), 6)
        row = self.assertApplied(self.dispatch("d", ("so", "SO1"), quantity="10"))
        self.assertEqual((self.on_hand(location=output), self.on_hand()), (0, 0))
        self.assertEqual(self.at_customer(), 10)
        self.assertEqual(len(row.outcome["notes"]), 1)
        self.assertEqual({one.state for one in self.pickings_of("SO1")}, {"done"})

    def test_a_chain_that_was_there_from_the_start(self):
        """Routes set up by hand pull all their steps at once."""
        self.steps(delivery="pick_ship")
        output, out = self.warehouse.wh_output_stock_loc_id, self.warehouse.out_type_id
        ship = self._picking(out, output, self.customers, "SO-P", None, confirm=False)
        pick = self._picking(
            self.warehouse.pick_type_id, self.stock, output, "SO-P", None, confirm=False
        )
        ship.move_ids.move_orig_ids = pick.move_ids
        ship.move_ids.procure_method = "make_to_order"
        (pick | ship).action_confirm()
        self.put(10)
        self.assertEqual(ship.state, "waiting")
        row = self.assertApplied(
            self.dispatch("d", ("picking", ship.name), quantity="7")
        )
        self.assertEqual((pick.state, ship.state), ("done", "done"))
        self.assertEqual(self.documents(row), [pick, ship])
        self.assertEqual((self.on_hand(), self.on_hand(location=output)), (3, 0))
        self.assertEqual(pick.backorder_ids.move_ids.product_uom_qty, 3)
        self.assertEqual(ship.backorder_ids.move_ids.product_uom_qty, 3)
        self.assertApplied(self.dispatch("e", ("so", "SO-P"), quantity="3"))
        self.assertEqual(self.at_customer(), 10)
        self.assertEqual((self.on_hand(), self.on_hand(location=output)), (0, 0))

    def test_lots_of_the_event_override_those_reserved(self):
        lots = [
            self.env["stock.lot"].create(
                {"name": name, "product_id": self.lot_product.id}
            )
            for name in ("OLD", "NEW")
        ]
        for lot in lots:
            self.put(10, self.lot_product, lot=lot)
        [picking] = self.order(demands=[(self.lot_product, 10)])
        self.assertEqual(picking.move_line_ids.lot_id, lots[0])
        self.assertApplied(
            self.dispatch("l", ("so", "SO1"), sku="INB-LOT", quantity="10", lot="NEW")
        )
        self.assertEqual(self.on_hand(self.lot_product, lot="OLD"), 10)
        self.assertEqual(self.on_hand(self.lot_product, lot="NEW"), 0)
        reserved = self.Quant.search([("product_id", "=", self.lot_product.id)])
        self.assertFalse(sum(reserved.mapped("reserved_quantity")))

    def test_serials_through_two_steps(self):
        self.steps(delivery="pick_ship")
        for name in ("S1", "S2", "S3"):
            lot = self.env["stock.lot"].create(
                {"name": name, "product_id": self.serial_product.id}
            )
            self.put(1, self.serial_product, lot=lot)
        self.order(demands=[(self.serial_product, 2)])
        row = self.assertApplied(
            self.dispatch(
                "s", ("so", "SO1"), sku="INB-SN", quantity="2", serials=["S3", "S1"]
            )
        )
        done = row.move_ids.filtered(lambda one: one.location_dest_id == self.customers)
        self.assertEqual(set(done.lot_ids.mapped("name")), {"S1", "S3"})
        self.assertEqual(self.on_hand(self.serial_product, lot="S2"), 1)

    def test_a_bin_is_where_the_chain_begins(self):
        for steps in _STEPS:
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                self.put(10, location=self.shelf)
                self.put(10, location=self.deep_shelf)
                self.order(f"SO-{steps}")
                self.assertApplied(
                    self.dispatch(
                        f"b{steps}",
                        ("so", f"SO-{steps}"),
                        quantity="10",
                        bin="INBT-S-2",
                    )
                )
                self.assertEqual(self.on_hand(location=self.deep_shelf), 0)
                self.assertEqual(self.on_hand(location=self.shelf), 10)
                self.assertEqual(self.on_hand(), 0)
                self.assertApplied(self.dispatch(f"u{steps}", quantity="10"))

    def test_reservations_of_others_are_kept_where_there_is_a_choice(self):
        self.put(5, location=self.shelf)
        [other] = self.order("SO-O", [(self.product, 5)])
        self.put(5, location=self.deep_shelf)
        [own] = self.order("SO1", [(self.product, 5)])
        self.assertApplied(self.dispatch("o", ("so", "SO1"), quantity="5"))
        self.assertEqual((own.state, other.state), ("done", "assigned"))
        self.assertEqual(self.on_hand(location=self.shelf), 5)

    def test_more_than_there_is_goes_negative(self):
        for steps in _STEPS[:2]:
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                if self.on_hand():
                    self.put(-self.on_hand())
                self.order(f"SO-{steps}")
                self.assertApplied(
                    self.dispatch(f"n{steps}", ("so", f"SO-{steps}"), quantity="10")
                )
                self.assertEqual(self.on_hand(), -10)
                self.assertEqual(
                    self.on_hand(location=self.warehouse.wh_output_stock_loc_id), 0
                )

    def test_more_than_there_is_may_be_forbidden(self):
        partners = self.env.registry["stock.tower.partner"]
        policies = {"negative_policy": "refuse"}
        self.patch(partners, "_sender_policies", lambda partner: policies)
        self.put(4)
        [picking] = self.order()
        self.assertRefused(
            self.dispatch("n", ("so", "SO1"), quantity="5"), "negative_not_allowed"
        )
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.move_ids.quantity, 4)
        self.assertApplied(self.dispatch("m", ("so", "SO1"), quantity="4"))

    def test_more_than_ordered(self):
        self.put(20)
        [picking] = self.order()
        self.assertApplied(self.dispatch("o", ("so", "SO1"), quantity="12"))
        self.assertEqual(picking.move_ids.quantity, 12)
        self.assertEqual(self.on_hand(), 8)

    def test_what_was_picked_but_did_not_leave_stays(self):
        self.put(10)
        self.put(5, self.kilo_product)
        [picking] = self.order(demands=[(self.product, 10), (self.kilo_product, 5)])
        lines = [
            self.staying("pick_confirmed", "10") | {"lineId": "a"},
            self.staying("pick_confirmed", "5", "INB-KG", uom="KGM") | {"lineId": "b"},
        ]
        self.assertApplied(self.pick("p", ("so", "SO1"), lines=lines))
        self.assertApplied(self.dispatch("d", ("so", "SO1"), quantity="10"))
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.kilo_product), 5)
        self.assertEqual(picking.backorder_ids.move_ids.product_id, self.kilo_product)

    def test_picks_add_up_on_one_delivery(self):
        self.put(6, location=self.shelf)
        self.put(6, location=self.deep_shelf)
        [picking] = self.order()
        self.assertApplied(self.pick("a", ("so", "SO1"), quantity="4"))
        self.assertApplied(self.pick("b", ("so", "SO1"), quantity="3"))
        picked = picking.move_line_ids.filtered("picked")
        self.assertEqual(sum(picked.mapped("quantity")), 7)
        self.assertEqual(picking.move_ids.quantity, 10)
        line = self.staying("pick_confirmed", "3")
        line["from"] = {
            "state": "available",
            "location": {"warehouse": "INBT", "bin": "INBT-S-2"},
        }
        self.assertApplied(self.pick("c", ("so", "SO1"), lines=[line]))
        picked = picking.move_line_ids.filtered("picked")
        self.assertEqual(sum(picked.mapped("quantity")), 10)
        self.assertEqual(picking.move_ids.quantity, 10)
        self.assertRefused(
            self.pick("d", ("so", "SO1"), quantity="1"), "document_closed"
        )
        self.assertApplied(self.dispatch("e", ("so", "SO1"), quantity="10"))
        self.assertEqual(self.on_hand(location=self.deep_shelf), 2)

    def test_a_pick_needs_its_document(self):
        self.put(10)
        self.assertRefused(self.pick("p"), "document_unclear", "/data/references")
        self.assertRefused(self.pick("q", ("so", "NO")), "document_not_found")

    def test_without_a_document_one_is_created(self):
        self.put(10)
        row = self.assertApplied(self.event("u", "shipment_dispatched"))
        [picking] = self.documents(row)
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.picking_type_id, self.warehouse.out_type_id)
        self.assertEqual(picking.location_dest_id, self.customers)
        self.assertEqual(self.on_hand(), 5)

    def test_two_orders_of_one_batch(self):
        self.steps(delivery="pick_ship")
        self.put(20)
        self.order("SO1")
        self.order("SO2")
        outcomes = self.ingest(
            self.dispatch("a", ("so", "SO1"), quantity="4"),
            self.dispatch("b", ("so", "SO2"), quantity="10"),
            self.dispatch("c", ("so", "SO1"), quantity="6"),
        )
        self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
        self.assertEqual(self.at_customer(), 20)
        self.assertEqual((self.on_hand(), len(self.pickings_of("SO1"))), (0, 2))

    def test_a_partner_does_not_hear_what_it_caused(self):
        """Steps booked silently are the partner's doing, too."""
        self.steps(delivery="pick_pack_ship")
        self.put(10)
        self.order()
        row = self.assertApplied(self.dispatch("c", ("so", "SO1"), quantity="10"))
        out = self.outbox.search(
            [("inbox_id", "=", row.id), ("kind", "!=", "event_outcome")], order="id"
        )
        self.assertEqual(
            out.mapped("kind"), ["pick_confirmed", "packed", "shipment_dispatched"]
        )
        self.assertEqual(out.partner_id, self.partner)
