from odoo.tests import tagged

from .documents_common import DocumentCase
from .effect_common import EffectCase


@tagged("post_install", "-at_install")
class TestDocumentsUnnamed(EffectCase, DocumentCase):
    """Picked and packed goods whose event names no document: the only transfer that
    is open for them, never a guess."""

    def picked(self, event_id, quantity="5", *, kind="pick_confirmed", **values):
        lines = values.pop("lines", None) or [self.staying(kind, quantity, **values)]
        return self.event(event_id, kind, lines=lines)

    def packed(self, event_id, quantity="5", **values):
        return self.picked(event_id, quantity, kind="packed", package="BOX", **values)

    def assertUnclear(self, event, *words):
        outcome = self.assertRefused(event, "document_unclear", "/data/references")
        for word in words:
            self.assertIn(word, outcome["message"])

    def assertFound(self, event, picking):
        row = self.assertApplied(event)
        self.assertEqual(self.documents(row), [picking])
        codes = [note["code"] for note in row.outcome["notes"]]
        self.assertIn("document_found", codes)
        self.assertIn(picking.name, row.notes)

    def test_the_only_open_pick_is_validated(self):
        for steps in ("pick_ship", "pick_pack_ship"):
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                self.put(10)
                [pick] = self.order(f"SO-{steps}")
                self.assertFound(self.picked(f"p{steps}", "6"), pick)
                self.assertEqual(pick.state, "done")
                self.assertFound(self.picked(f"r{steps}", "4"), pick.backorder_ids)
                self.assertUnclear(self.picked(f"x{steps}"), "no open pick", "INB-1")

    def test_in_one_step_it_is_set_on_the_only_open_delivery(self):
        self.put(10)
        [picking] = self.order()
        self.assertFound(self.picked("p", "6"), picking)
        self.assertEqual(picking.state, "assigned")
        picked = picking.move_line_ids.filtered("picked")
        self.assertEqual(sum(picked.mapped("quantity")), 6)
        self.assertUnclear(self.picked("q", "5"), picking.name, "open for 4")
        self.assertFound(self.picked("r", "4"), picking)
        self.assertUnclear(self.picked("s", "1"), "no open pick")

    def test_of_several_none_is_guessed(self):
        self.steps(delivery="pick_ship")
        self.put(20)
        [first] = self.order("SO1")
        [second] = self.order("SO2")
        self.assertUnclear(self.picked("p"), first.name, second.name)
        row = self.assertApplied(
            self.documented(
                "n",
                "pick_confirmed",
                ("so", "SO1"),
                lines=[self.staying("pick_confirmed", "10")],
            )
        )
        self.assertNotIn("notes", row.outcome)
        self.assertFound(self.picked("q"), second)

    def test_events_of_one_batch_see_what_the_earlier_ones_took(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        [pick] = self.order()
        outcomes = self.ingest(
            self.picked("a", "6"), self.picked("b", "4"), self.picked("c", "1")
        )
        self.assertEqual(
            [one["outcome"] for one in outcomes], ["applied", "applied", "refused"]
        )
        self.assertEqual(outcomes[2]["code"], "document_unclear")
        self.assertEqual(pick.state, "done")
        self.assertFalse(pick.backorder_ids)

    def test_all_lines_belong_to_one_transfer(self):
        self.steps(delivery="pick_ship")
        other = self._new_product("INB-2")
        self.put(10)
        self.put(10, other)
        self.order("SO1", [(self.product, 10)])
        self.order("SO2", [(other, 10)])
        lines = [
            self.staying("pick_confirmed", "5", sku, lineId=sku)
            for sku in ("INB-1", "INB-2")
        ]
        self.assertUnclear(self.picked("p", lines=lines), "could be meant")
        self.pickings_of("SO2").action_cancel()
        self.assertUnclear(self.picked("q", lines=lines), "open for 0")

    def test_receipts_and_other_warehouses_do_not_count(self):
        self.steps(delivery="pick_ship")
        self.put(10)
        self.receipt()
        out = self.other_warehouse.out_type_id
        self._picking(
            out, self.other_warehouse.lot_stock_id, self.customers, "SO-X", None
        )
        self.assertUnclear(self.picked("p"), "no open pick")
        [pick] = self.order()
        self.assertFound(self.picked("q", "10"), pick)
        # The delivery that is left to do is no pick.
        self.assertUnclear(self.picked("r", "10"), "no open pick")

    def test_packed_where_it_belongs(self):
        for steps in ("ship_only", "pick_ship", "pick_pack_ship"):
            with self.subTest(steps=steps):
                self.steps(delivery=steps)
                self.put(10)
                self.order(f"SO-{steps}")
                row = self.assertApplied(self.packed(f"p{steps}", "10"))
                [package] = self.env["stock.package"].search([("name", "=", "BOX")])
                codes = {note["code"] for note in row.outcome["notes"]}
                self.assertIn("document_found", codes)
                self.assertEqual("pick_missing" in codes, steps != "ship_only")
                packing = self.documents(row)[0]
                lines = packing.move_ids.move_line_ids
                self.assertEqual(lines.result_package_id, package)
                self.assertApplied(
                    self.documented(
                        f"d{steps}",
                        "shipment_dispatched",
                        ("so", f"SO-{steps}"),
                        quantity="10",
                    )
                )
                package.name = f"BOX-{steps}"

    def test_a_partner_may_want_to_be_asked(self):
        self.put(10)
        self.order()
        with self.policies(unreferenced_policy="park"):
            for number, event in enumerate((self.picked("p"), self.packed("q"))):
                with self.subTest(number=number):
                    self.assertRefused(event, "reference_required")

    def test_a_document_that_odoo_does_not_know_is_not_replaced(self):
        self.put(10)
        self.order()
        event = self.documented(
            "p", "pick_confirmed", ("so", "NO"), lines=[self.staying("pick_confirmed")]
        )
        self.assertRefused(event, "document_not_found")

    def test_many_candidates_are_not_looked_into(self):
        self.put(30)
        for number in range(22):
            self.order(f"SO-{number}", [(self.product, 1)])
        self.assertUnclear(self.picked("p", "1"), "and others could be meant")
