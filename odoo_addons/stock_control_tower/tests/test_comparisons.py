from unittest.mock import patch

from odoo.tests import tagged

from .inbound_common import InboundCase

_COMPARE = "odoo.addons.stock_control_tower.models.authority.inbox_compare"


@tagged("post_install", "-at_install")
class TestComparisons(InboundCase):
    """What is kept is held against what Odoo did itself, before or after it."""

    def setUp(self):
        super().setUp()
        self.flow.action_set_mode("shadow", "test")
        self.suppliers = self.env.ref("stock.stock_location_suppliers")
        self.customers = self.env.ref("stock.stock_location_customers")

    def odoo_moves(self, quantity, source=None, target=None, product=None):
        """A done move of a user, into the warehouse's stock unless told otherwise."""
        product = product or self.product
        source, target = source or self.suppliers, target or self.stock
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
        )
        move._action_confirm()
        move.quantity = quantity
        move.picked = True
        move._action_done()
        return move

    def compared(self, event_id):
        self.inbox._compare_recorded()
        return self.inbox.search([("event_id", "=", event_id)])

    def test_lines_are_kept_to_be_compared(self):
        _outcome, row = self.ingest_one(self.event("k1", quantity="2", uom="DZN"))
        line = row.comparison_ids
        self.assertEqual((row.comparison, line.result), ("pending", "pending"))
        self.assertEqual(
            (line.product_id, line.warehouse_id, line.quantity, line.direction),
            (self.product, self.warehouse, 24, "in"),
        )
        self.assertEqual((line.family, line.flow_id), ("receipt", self.flow))

    def test_what_odoo_did_before(self):
        self.odoo_moves(5)
        self.ingest(self.event("m1"))
        row = self.compared("m1")
        self.assertEqual((row.comparison, row.comparison_ids.result), ("matched",) * 2)
        booked = row.comparison_ids.outbox_id
        self.assertEqual((booked.kind, booked.quantity), ("goods_received", 5))

    def test_what_odoo_did_after(self):
        self.ingest(self.event("m2"))
        self.assertEqual(self.compared("m2").comparison, "not_found")
        self.odoo_moves(4)
        row = self.compared("m2")
        self.assertEqual(row.comparison, "differs")
        self.assertEqual(row.comparison_ids.booked_quantity, 4)
        self.odoo_moves(5)
        row = self.compared("m2")
        self.assertEqual(row.comparison, "matched")
        self.assertEqual(row.comparison_ids.booked_quantity, 5)

    def test_a_movement_answers_once(self):
        self.odoo_moves(5)
        self.ingest(self.event("m3"))
        self.assertEqual(self.compared("m3").comparison, "matched")
        self.ingest(self.event("m4"))
        self.assertEqual(self.compared("m4").comparison, "not_found")
        self.odoo_moves(5)
        self.assertEqual(self.compared("m4").comparison, "matched")
        self.assertEqual(self.compared("m3").comparison, "matched")

    def test_odoo_may_split_what_the_partner_reports_as_one(self):
        self.put(3, location=self.shelf)
        self.put(4, location=self.deep_shelf)
        self.ingest(self.event("m5", "shipment_dispatched", quantity="7"))
        move = self.odoo_moves(7, self.stock, self.customers)
        self.assertEqual(len(move.move_line_ids), 2)
        row = self.compared("m5")
        self.assertEqual(row.comparison, "matched")

    def test_each_line_and_all_of_them(self):
        lines = [
            self.line(quantity="5") | {"lineId": "a"},
            self.line(sku="INB-KG", quantity="2", uom="KGM") | {"lineId": "b"},
        ]
        self.ingest(self.event("m6", lines=lines))
        self.odoo_moves(5)
        row = self.compared("m6")
        self.assertEqual(row.comparison, "differs")
        self.assertEqual(
            {line.line_ref: line.result for line in row.comparison_ids},
            {"a": "matched", "b": "not_found"},
        )

    def test_another_warehouse_is_not_it(self):
        self.ingest(self.event("m7"))
        self.odoo_moves(5, target=self.other_warehouse.lot_stock_id)
        self.assertEqual(self.compared("m7").comparison, "not_found")

    def test_a_day_is_enough(self):
        event = self.event("m8") | {"time": self.at(hours=-25)}
        self.ingest(event)
        self.odoo_moves(5)
        self.assertEqual(self.compared("m8").comparison, "not_found")

    def test_the_partners_own_effect_does_not_confirm_it(self):
        self.ingest(self.event("m9"))
        self.flow.action_set_mode("live", "test")
        self.ingest(self.event("m10"))
        self.assertEqual(self.compared("m9").comparison, "not_found")
        self.assertFalse(self.compared("m10").comparison, "what took effect is not")

    def test_the_authoritative_partners_effect_does(self):
        other = self.env["stock.tower.partner"].create(
            {"code": "test-3pl", "name": "Test 3PL", "source": "urn:test:3pl"}
        )
        other.flow_ids.action_set_mode("live", "test")
        self.flow.action_set_mode("live", "test")
        self.env["stock.tower.authority"].create({"partner_id": other.id})
        self.ingest(self.event("m11"))
        self.ingest(self.event("m12") | {"source": "urn:test:3pl"}, partner="test-3pl")
        row = self.compared("m11")
        self.assertEqual(row.code, "not_authoritative")
        self.assertEqual(row.comparison, "matched")

    def test_readiness_counts_the_results(self):
        self.odoo_moves(5)
        self.ingest(self.event("m13"), self.event("m14"))
        self.flow.action_compare()
        found = {one.code: one.count for one in self.flow._assess()}
        self.assertEqual(found["compared_matched"], 1)
        self.assertEqual(found["compared_not_found"], 1)

    def test_many_lines_at_once(self):
        """More than one look holds, and the same movements are shared out once."""
        lines = [self.line(quantity="5") | {"lineId": str(n)} for n in range(30)]
        self.ingest(self.event("m15", lines=lines))
        for _time in range(20):
            self.odoo_moves(5)
        with patch(f"{_COMPARE}._LINES", 7):
            row = self.compared("m15")
        results = row.comparison_ids.mapped("result")
        self.assertEqual(results.count("matched"), 20)
        self.assertEqual(results.count("not_found"), 10)
        claimed = row.comparison_ids.outbox_id
        self.assertEqual(len(claimed), 20)
