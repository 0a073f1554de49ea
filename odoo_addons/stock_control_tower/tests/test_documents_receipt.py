from odoo.exceptions import UserError
from odoo.tests import tagged

from .documents_common import DocumentCase


@tagged("post_install", "-at_install")
class TestDocumentsReceipt(DocumentCase):
    """goods_received finds its receipt, or gets one."""

    def receive(self, event_id, *references, **values):
        return self.documented(event_id, "goods_received", *references, **values)

    def test_the_receipt_is_found_by_each_reference(self):
        for number, steps in enumerate(("one_step", "two_steps", "three_steps")):
            self.steps(receipt=steps)
            for kind in ("po", "origin", "picking"):
                with self.subTest(steps=steps, reference=kind):
                    origin = f"PO-{steps}-{kind}"
                    picking = self.receipt(origin)
                    name = picking.name if kind == "picking" else origin
                    event = self.receive(
                        f"r{number}{kind}", (kind, name), quantity="10"
                    )
                    row = self.assertApplied(event)
                    self.assertEqual(picking.state, "done")
                    self.assertEqual(self.documents(row), [picking])
                    self.assertEqual(row.move_ids.picking_id, picking)
                    target = self.warehouse.in_type_id.default_location_dest_id
                    self.assertEqual(row.move_ids.location_dest_id, target)
                    following = row.move_ids.move_dest_ids.picking_id
                    self.assertEqual(bool(following), steps != "one_step")

    def test_the_order_of_a_stock_reference(self):
        picking = self.receipt("something else")
        reference = self.env["stock.reference"].create({"name": "PO-REF"})
        picking._add_reference(reference)
        self.assertApplied(self.receive("r", ("po", "PO-REF"), quantity="10"))
        self.assertEqual(picking.state, "done")

    def test_part_of_it_leaves_a_backorder_that_the_next_event_finds(self):
        picking = self.receipt()
        self.assertApplied(self.receive("p1", ("po", "PO1"), quantity="4"))
        backorder = picking.backorder_ids
        self.assertEqual((picking.state, backorder.state), ("done", "assigned"))
        self.assertEqual(backorder.move_ids.product_uom_qty, 6)
        # The partner only knows the transfer's first name.
        row = self.assertApplied(
            self.receive("p2", ("picking", picking.name), quantity="6")
        )
        self.assertEqual(self.documents(row), [backorder])
        self.assertEqual(backorder.state, "done")
        self.assertEqual(self.on_hand(), 10)
        self.assertRefused(
            self.receive("p3", ("po", "PO1"), quantity="1"),
            "document_closed",
            "/data/references/0",
        )

    def test_parts_of_one_batch_share_the_receipt(self):
        picking = self.receipt()
        events = [self.receive(f"b{n}", ("po", "PO1"), quantity="4") for n in range(3)]
        outcomes = self.ingest(*events, self.receive("b3", ("po", "PO1")))
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied"] * 3 + ["refused"]
        )
        self.assertEqual(outcomes[3]["code"], "document_closed")
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.backorder_ids)
        moves = picking.move_ids.sorted("tower_inbox_id")
        self.assertEqual(moves.mapped("quantity"), [4, 4, 4])
        self.assertEqual(len(set(moves.tower_inbox_id.ids)), 3)

    def test_more_than_ordered(self):
        picking = self.receipt()
        self.assertApplied(self.receive("o1", ("po", "PO1"), quantity="12"))
        self.assertEqual(picking.move_ids.quantity, 12)
        self.receipt("PO2")
        self._policy(over_policy="accept", over_tolerance=10.0)
        outcome = self.assertRefused(
            self.receive("o2", ("po", "PO2"), quantity="12"),
            "quantity_over",
            "/data/lines/0/quantity",
        )
        self.assertIn("open for 10 of 10", outcome["message"])
        self.assertApplied(self.receive("o3", ("po", "PO2"), quantity="11"))
        self.receipt("PO3")
        self._policy(over_policy="refuse")
        self.assertRefused(
            self.receive("o4", ("po", "PO3"), quantity="10.01"), "quantity_over"
        )

    def _policy(self, **policies):
        """Policies of the partner, whether its form has them or not."""
        partners = self.env.registry["stock.tower.partner"]
        self.patch(partners, "_sender_policies", lambda partner: policies)

    def test_what_was_not_ordered(self):
        picking = self.receipt()
        lines = [
            self.line(quantity="10") | {"lineId": "a"},
            self.line(sku="INB-KG", quantity="2", uom="KGM") | {"lineId": "b"},
        ]
        self.assertApplied(self.receive("n1", ("po", "PO1"), lines=lines))
        extra = picking.move_ids.filtered(
            lambda one: one.product_id == self.kilo_product
        )
        self.assertEqual((extra.state, extra.quantity), ("done", 2))
        self.receipt("PO2")
        self._policy(over_policy="refuse")
        self.assertRefused(
            self.receive("n2", ("po", "PO2"), lines=lines),
            "item_not_on_document",
            "/data/lines/1/item",
        )

    def test_cancelled_and_elsewhere(self):
        self.receipt("PO-C").action_cancel()
        self.assertRefused(self.receive("c", ("po", "PO-C")), "document_cancelled")
        self.receipt("PO-X", warehouse=self.other_warehouse)
        outcome = self.assertRefused(
            self.receive("x", ("po", "PO-X")), "document_wrong_warehouse"
        )
        self.assertIn("'INBX'", outcome["message"])

    def test_two_receipts_of_one_order(self):
        first = self.receipt("PO-2", [(self.product, 5)])
        self.receipt("PO-2", [(self.product, 5)])
        other = self.receipt("PO-2", [(self.kilo_product, 5)])
        outcome = self.assertRefused(
            self.receive("a", ("po", "PO-2")), "document_ambiguous"
        )
        self.assertIn(first.name, outcome["message"])
        self.assertApplied(self.receive("b", ("po", "PO-2"), sku="INB-KG", uom="KGM"))
        self.assertEqual(other.state, "done")
        self.assertApplied(self.receive("c", ("po", "PO-2"), ("picking", first.name)))
        self.assertEqual(first.state, "done")

    def test_a_truck_with_two_orders(self):
        first = self.receipt("PO-A", [(self.product, 5)])
        second = self.receipt("PO-B", [(self.product, 5)])
        row = self.assertApplied(
            self.receive("t", ("po", "PO-A"), ("po", "PO-B"), quantity="8")
        )
        self.assertEqual((first.state, second.state), ("done", "done"))
        self.assertEqual(second.backorder_ids.move_ids.product_uom_qty, 2)
        self.assertEqual(sorted(row.move_ids.mapped("quantity")), [3, 5])
        self.assertEqual(row.move_ids.mapped("tower_line"), ["1", "1"])

    def test_the_line_of_the_order_comes_first(self):
        picking = self.receipt("PO-L", [(self.product, 5), (self.product, 5)])
        # Odoo merges lines that differ in nothing.
        if len(picking.move_ids) == 1:
            new = picking.move_ids.create(picking.move_ids._split(5))
            new._action_confirm(merge=False)
        first, second = picking.move_ids
        first.sequence, second.sequence = 10, 20
        self.assertApplied(self.receive("l", ("po", "PO-L", "20"), quantity="5"))
        self.assertEqual((first.state, second.state), ("assigned", "done"))

    def test_damaged_goods_go_to_their_place_on_the_same_receipt(self):
        damaged = self._new_bin("Damaged", "INBT-DMG", self.warehouse.view_location_id)
        damaged.tower_state = "damaged"
        picking = self.receipt()
        lines = [
            self.line(quantity="6") | {"lineId": "good"},
            self.line(quantity="2", state="damaged") | {"lineId": "bad"},
        ]
        row = self.assertApplied(self.receive("d", ("po", "PO1"), lines=lines))
        self.assertEqual(self.documents(row), [picking])
        self.assertEqual((self.on_hand(), self.on_hand(location=damaged)), (6, 2))
        rest = picking.backorder_ids.move_ids
        self.assertEqual(rest.product_uom_qty, 2)
        self.assertEqual(rest.location_dest_id, self.stock)

    def test_all_of_it_damaged(self):
        damaged = self._new_bin("Damaged", "INBT-DMG", self.warehouse.view_location_id)
        damaged.tower_state = "damaged"
        picking = self.receipt()
        self.assertApplied(
            self.receive("d", ("po", "PO1"), quantity="3", state="damaged")
        )
        self.assertEqual(self.on_hand(location=damaged), 3)
        rest = picking.backorder_ids.move_ids
        self.assertEqual((rest.product_uom_qty, rest.location_dest_id), (7, self.stock))

    def test_a_bin_named_by_the_partner(self):
        self.receipt()
        self.assertApplied(
            self.receive("s", ("po", "PO1"), quantity="10", bin="INBT-S-1")
        )
        self.assertEqual(self.on_hand(location=self.shelf), 10)

    def test_other_units_than_the_order(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        picking = self.receipt(confirm=False)
        picking.move_ids.write({"product_uom": dozen.id, "product_uom_qty": 2})
        picking.action_confirm()
        self.assertApplied(self.receive("u", ("po", "PO1"), quantity="18"))
        rest = picking.backorder_ids.move_ids
        self.assertEqual(rest.product_qty, 6)
        self.assertEqual(self.on_hand(), 18)

    def test_lots_and_serials(self):
        picking = self.receipt(
            "PO-S", [(self.serial_product, 3), (self.lot_product, 10)]
        )
        lines = [
            self.line(sku="INB-SN", quantity="2", serials=["S1", "S2"])
            | {"lineId": "s"},
            self.line(sku="INB-LOT", quantity="4", lot="A") | {"lineId": "a"},
            self.line(sku="INB-LOT", quantity="6", lot="B") | {"lineId": "b"},
        ]
        self.assertApplied(self.receive("s", ("po", "PO-S"), lines=lines))
        self.assertEqual(self.on_hand(self.serial_product, lot="S2"), 1)
        self.assertEqual(self.on_hand(self.lot_product, lot="A"), 4)
        self.assertEqual(self.on_hand(self.lot_product, lot="B"), 6)
        rest = picking.backorder_ids.move_ids
        self.assertEqual((rest.product_id, rest.product_qty), (self.serial_product, 1))
        moves = picking.move_ids
        self.assertEqual(sorted(moves.mapped("tower_line")), ["a", "b", "s"])

    def test_without_a_document_one_is_created(self):
        row = self.assertApplied(self.event("u1"))
        [picking] = self.documents(row)
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.picking_type_id, self.warehouse.in_type_id)
        self.assertEqual(picking.origin, "test-wms: key:u1")
        self.assertEqual(row.move_ids.picking_id, picking)
        # An order that Odoo does not know is no reason to refuse goods that are here;
        # nor is it closed by having been reported once.
        for number in range(2):
            row = self.assertApplied(self.receive(f"k{number}", ("po", "NOT-HERE")))
            self.assertEqual(self.documents(row)[0].origin, "test-wms: NOT-HERE")

    def test_without_a_document_nothing_by_policy(self):
        self._policy(unreferenced_policy="park")
        self.assertRefused(self.event("u1"), "reference_required", "/data/references")
        self.assertRefused(
            self.receive("u2", ("bol", "B1"), ("po", "NOT-HERE")),
            "document_not_found",
            "/data/references/1",
        )

    def test_two_steps_without_a_document(self):
        self.steps(receipt="two_steps")
        row = self.assertApplied(self.event("u1"))
        self.assertEqual(self.on_hand(location=self.warehouse.wh_input_stock_loc_id), 5)
        self.assertTrue(row.move_ids.move_dest_ids.picking_id)

    def test_half_of_an_event_is_nothing(self):
        picking = self.receipt()
        self._policy(over_policy="refuse")
        lines = [
            self.line(quantity="10") | {"lineId": "a"},
            self.line(quantity="1") | {"lineId": "b"},
        ]
        self.assertRefused(
            self.receive("h", ("po", "PO1"), lines=lines),
            "quantity_over",
            "/data/lines/1/quantity",
        )
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.move_ids.product_uom_qty, 10)

    def test_a_draft_is_confirmed(self):
        picking = self.receipt(confirm=False)
        self.assertEqual(picking.state, "draft")
        self.assertApplied(self.receive("d", ("po", "PO1"), quantity="4"))
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 6)

    def test_the_moves_of_a_draft_are_not_merged(self):
        picking = self.receipt(
            "PO-D", [(self.product, 5), (self.product, 5)], confirm=False
        )
        self.assertApplied(self.receive("d", ("po", "PO-D"), quantity="7"))
        self.assertEqual(sorted(picking.move_ids.mapped("quantity")), [2, 5])
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 3)

    def test_goods_of_an_owner(self):
        owner = self.env["res.partner"].create({"name": "Consignor", "ref": "CONS"})
        self.receipt()
        self.assertApplied(
            self.receive("o", ("po", "PO1"), quantity="10", owner="CONS")
        )
        quant = self.Quant.search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        self.assertEqual((quant.owner_id, quant.quantity), (owner, 10))

    def test_one_that_odoo_refuses_does_not_hold_up_the_others(self):
        """Sharing a validation must not mean sharing its failure."""
        good, bad = self.receipt("PO-G"), self.receipt("PO-B")
        pickings = self.env.registry["stock.picking"]
        validate = pickings.button_validate

        def refusing(self):
            if bad in self:
                raise UserError("Closed for counting")
            return validate(self)

        self.patch(pickings, "button_validate", refusing)
        outcomes = self.ingest(
            self.receive("g", ("po", "PO-G"), quantity="10"),
            self.receive("b", ("po", "PO-B"), quantity="10"),
        )
        self.assertEqual([one["outcome"] for one in outcomes], ["applied", "refused"])
        self.assertEqual((good.state, bad.state), ("done", "assigned"))
        self.assertFalse(bad.move_ids.tower_inbox_id)

    def test_queries_do_not_grow_with_the_batch(self):
        """Found or created: what a batch needs to know is asked once."""
        for number in range(12):
            self.receipt(f"Q{number}")
        self.ingest(self.receive("warm", ("po", "Q0"), quantity="10"))

        def queries(events):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            outcomes = self.ingest(*events)
            self.assertEqual({one["outcome"] for one in outcomes}, {"applied"})
            return self.env.cr.sql_log_count - before

        one = queries([self.receive("o", ("po", "Q1"), quantity="10")])
        many = queries(
            [
                self.receive(f"m{n}", ("po", f"Q{n}"), quantity="10")
                for n in range(2, 12)
            ]
        )
        self.assertLess(many, one + 10 * 30)
