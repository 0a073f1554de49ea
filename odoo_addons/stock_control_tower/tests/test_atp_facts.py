"""What counts as sellable, as a receipt and as demand, on real documents."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .atp_common import NOW, TODAY, AtpCase


@tagged("post_install", "-at_install")
class TestAtpFacts(AtpCase):
    def test_reserved_is_not_subtracted_twice(self):
        self.put(20)
        delivery = self.deliver(5)
        self.assertEqual(self.now(), 15, "before the reservation")
        delivery._action_assign()
        self.assertEqual(delivery.state, "assigned")
        self.assertEqual(self.now(), 15, "reserved")
        delivery.picked = True
        delivery._action_done()
        self.assertEqual(self.now(), 15, "shipped")

    def test_drafts_and_closed_moves_do_not_count(self):
        self.put(20)
        self.draft(5, self.stock, self.customers)
        self.draft(7, self.suppliers, self.stock)
        self.deliver(3)._action_cancel()
        self.assertEqual(self.now(), 20)
        self.assertEqual(self.on(0, 9), [20, 20])

    def test_overdue(self):
        self.put(20)
        self.deliver(4, days=-3)
        self.expect(50, days=-1)
        self.expect(6, days=0)
        self.assertEqual(self.now(), 16)
        self.assertEqual(self.on(0), [22], "today's receipt is not late yet")

    def test_other_owners_stock_is_never_promised(self):
        self.put(20)
        self.put(100, owner_id=self.owner)
        self.put(1, owner_id=self.env.company.partner_id)
        self.assertEqual(self.now(), 21)
        self.deliver(3, restrict_partner_id=self.owner.id)
        self.expect(40, owner_id=self.owner.id)
        self.assertEqual(self.now(), 21)
        self.assertEqual(self.on(0), [21])

    def test_demand_reserved_on_other_owners_stock(self):
        self.put(100, owner_id=self.owner)
        delivery = self.deliver(30)
        delivery._action_assign()
        self.assertEqual(delivery.move_line_ids.owner_id, self.owner)
        self.put(20)
        self.assertEqual(self.now(), 20)

    def test_held_and_expired_lots(self):
        for field in ("tower_hold", "tower_expired"):
            lot = self.env["stock.lot"].create(
                {"name": field, "product_id": self.lot_product.id}
            )
            self.put(5, product=self.lot_product, lot_id=lot)
            self.assertEqual(self.now(product=self.lot_product), 5)
            lot[field] = True
            self.assertEqual(self.now(product=self.lot_product), 0, field)
            lot[field] = False
            self.put(-5, product=self.lot_product, lot_id=lot)

    def test_states_of_locations(self):
        self.put(10)
        box = self._location("Box", location_id=self.quarantine.id)
        self.put(3, box)
        self.assertEqual(self.now(), 10, "the box inherits")
        for state in ("damaged", "returned", "quarantined"):
            self.quarantine.tower_state = state
            self.assertEqual(self.now(), 10, state)
        self.quarantine.tower_state = "available"
        self.assertEqual(self.now(), 13)
        self.put(7, self._location("Cart", usage="transit"))
        self.assertEqual(self.now(), 13)

    def test_moves_inside_the_warehouse_net_out(self):
        self.put(10)
        self.plan(4, self.stock, self.shelf)
        self.assertEqual(self.now(), 10)
        self.assertEqual(self.on(0), [10])

    def test_moves_in_and_out_of_quarantine(self):
        self.put(10)
        self.put(5, self.quarantine)
        self.plan(4, self.stock, self.quarantine)
        self.assertEqual(self.now(), 6, "it will not be sellable")
        self.plan(5, self.quarantine, self.stock, days=2)
        self.plan(1, self.quarantine, self.suppliers)
        self.assertEqual(self.now(), 6)
        self.assertEqual(self.on(0, 2), [6, 11])

    def test_receipt_in_three_steps_counts_once(self):
        self.warehouse.reception_steps = "three_steps"
        steps = self.warehouse
        self.put(2)
        move = self.plan(
            10,
            self.suppliers,
            steps.wh_input_stock_loc_id,
            days=1,
            location_final_id=self.stock.id,
            picking_type_id=steps.in_type_id.id,
        )
        self.assertEqual(self.on(0, 1), [2, 12])
        steps.wh_qc_stock_loc_id.tower_state = "quarantined"
        for place, expected in (
            (steps.wh_input_stock_loc_id, (12, [12, 12])),
            (steps.wh_qc_stock_loc_id, (2, [2, 12])),
            (self.stock, (12, [12, 12])),
        ):
            move.write({"quantity": 10, "picked": True})
            move._action_done()
            move = move.move_dest_ids
            move.date = NOW + timedelta(days=1)
            self.assertEqual((self.now(), self.on(0, 1)), expected, place.name)

    def test_delivery_in_two_steps_counts_once(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.put(10)
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.product,
                    4,
                    self.product.uom_id,
                    self.customers,
                    "SO-9",
                    "SO-9",
                    self.env.company,
                    {"warehouse_id": self.warehouse, "date_planned": NOW},
                )
            ]
        )
        moves = self.env["stock.move"].search([("product_id", "=", self.product.id)])
        seen = []
        while moves:
            seen.append(moves.location_id.name)
            self.assertEqual(self.now(), 6, seen)
            moves._action_assign()
            moves.picked = True
            moves._action_done()
            moves = moves.move_dest_ids
        self.assertEqual(seen, ["Stock", "Output"])
        self.assertEqual(self.now(), 6)

    def test_transfer_between_warehouses(self):
        other = self.env["stock.warehouse"].create({"name": "Far", "code": "FAR"})
        self.put(30, other.lot_stock_id)
        ship = self.plan(10, other.lot_stock_id, self.transit)
        receive = self.plan(
            10, self.transit, self.stock, days=2, move_orig_ids=[(4, ship.id)]
        )
        self.assertEqual(receive.state, "waiting")
        self.assertEqual(self.now(warehouse=other), 20)
        policy = self.policy("in_transit")
        self.assertEqual(self.on(2), [0], "it has not left yet")
        policy.receipts = "confirmed"
        self.assertEqual(self.on(0, 2), [0, 10])

        ship.write({"quantity": 6, "picked": True})
        ship._action_done()
        self.assertEqual(self.now(warehouse=other), 20)
        self.assertEqual(self.on(0, 2), [0, 10])
        policy.receipts = "asn_backed"
        self.assertEqual(self.on(2), [6])
        policy.receipts = "in_transit"
        self.assertEqual(self.on(2), [6])
        policy.receipts = "none"
        self.assertEqual(self.on(2), [0])

    def test_receipts_that_count(self):
        self.expect(3, days=1)
        self.expect(40, days=1, asn="ASN-1")
        policy = self.policy()
        for receipts, expected in {
            "none": 0,
            "in_transit": 0,
            "asn_backed": 40,
            "confirmed": 43,
        }.items():
            policy.receipts = receipts
            self.assertEqual(self.on(1), [expected], receipts)
            self.assertEqual(self.now(), 0, receipts)

    def test_quantities_are_in_the_products_unit(self):
        self.put(30)
        self.deliver(2, product_uom=self.env.ref("uom.product_uom_dozen").id)
        self.assertEqual(self.now(), 6)

    def test_kilograms_add_up_exactly(self):
        kilo = self._new_product("KG", uom_id=self.env.ref("uom.product_uom_kgm").id)
        for _ in range(3):
            self.put(0.1, product=kilo)
        self.deliver(0.3, product=kilo)
        self.assertEqual(self.figures(product=kilo)["atp_now"], 0)
        self.assertEqual(self.figures(product=kilo)["overcommitted"], 0)

    def test_overcommitment_is_a_finding(self):
        self.put(5)
        self.deliver(3)
        self.assertEqual(self.service.overcommitments(self.warehouse.ids), [])
        self.deliver(6, days=4)
        figures = self.figures(0, 4)
        self.assertEqual(figures["atp_now"], 0)
        self.assertEqual(list(figures["atp"].values()), [0, 0])
        expected = {"overcommitted": 4, "overcommitted_on": "2026-03-06"}
        self.assertEqual({key: figures[key] for key in expected}, expected)
        self.put(-1, product=self.lot_product)
        self.assertEqual(
            self.service.overcommitments(self.warehouse.ids),
            [
                {
                    "product_id": self.lot_product.id,
                    "warehouse_id": self.warehouse.id,
                    "overcommitted": 1,
                    "overcommitted_on": "2026-03-02",
                },
                {
                    "product_id": self.product.id,
                    "warehouse_id": self.warehouse.id,
                    **expected,
                },
            ],
        )

    def test_a_day_ends_at_the_warehouse(self):
        self.put(5)
        self.deliver(2, days=0.49)  # 23:45 UTC, the next day in Auckland
        self.warehouse.partner_id = self.env["res.partner"].create(
            {"name": "Dock", "tz": "Pacific/Auckland"}
        )
        explained = self.service.explain(self.product.id, self.warehouse.id)
        self.assertEqual(explained["terms"][1]["day"], "2026-03-03")
        self.warehouse.partner_id.tz = "Pacific/Honolulu"
        explained = self.service.explain(self.product.id, self.warehouse.id)
        self.assertEqual(explained["terms"][1]["day"], "2026-03-02")

    def test_explanation_names_the_documents(self):
        self.put(20)
        self.policy(safety_quantity=1.5)
        receipt = self.expect(8, days=2)
        delivery = self.deliver(6, days=3, origin="SO-1")
        explained = self.service.explain(
            self.product.id, self.warehouse.id, "2026-03-04"
        )
        self.assertEqual(
            [
                (term["label"], term["quantity"], term["day"], term["document"])
                for term in explained["terms"]
            ],
            [
                ("sellable", "20", None, ""),
                ("receipt", "8", "2026-03-04", receipt.picking_id.name),
                ("demand", "-6", "2026-03-05", delivery.reference or ""),
                ("safety", "-1.5", None, ""),
            ],
        )
        self.assertEqual(explained["figure"], "20.5")
        self.assertEqual(explained["terms"][1]["origin"], "PO-7")
        self.assertEqual(explained["terms"][2]["origin"], "SO-1")
        self.assertEqual(explained["terms"][2]["move_id"], delivery.id)
        self.assertEqual(explained["policy"]["receipts"], "confirmed")
        now = self.service.explain(self.product.id, self.warehouse.id)
        self.assertEqual(now["figure"], "12.5")
        self.assertEqual(
            [(flow["reason"], flow["quantity"]) for flow in now["left_out"]],
            [("now", "8")],
        )

    def test_only_storable_products_of_switched_on_companies(self):
        consumable = self._new_product("ATP-C", is_storable=False)
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        answer = self.service.atp((self.product + consumable).ids)
        self.assertEqual(list(answer), self.product.ids)
        self.assertIn(self.warehouse.id, answer[self.product.id])
        self.assertNotIn(foreign.id, answer[self.product.id])
        self.assertEqual(
            self.service.atp(self.product.ids, foreign.ids), {self.product.id: {}}
        )
        with self.assertRaisesRegex(UserError, "choose a storable product"):
            self.service.explain(self.product.id, foreign.id)

    def test_only_viewers_may_ask(self):
        outsider = new_test_user(self.env, "atp-outsider", groups="base.group_user")
        service = self.env["stock.tower.atp"].with_user(outsider)
        for method, arguments in {
            "atp": (self.product.ids,),
            "explain": (self.product.id, self.warehouse.id),
            "overcommitments": (),
        }.items():
            with self.subTest(method), self.assertRaisesRegex(AccessError, "viewers"):
                getattr(service, method)(*arguments)

    def test_limits(self):
        with self.assertRaisesRegex(UserError, "20001 products are too many"):
            self.service.atp(list(range(20_001)))
        with self.assertRaisesRegex(UserError, "367 dates are too many"):
            self.service.atp([], dates=[TODAY] * 367)
        with self.assertRaisesRegex(UserError, "2026-03-01: it is past"):
            self.service.atp(self.product.ids, self.warehouse.ids, ["2026-03-01"])
        self.assertEqual(self.service.atp([]), {})
