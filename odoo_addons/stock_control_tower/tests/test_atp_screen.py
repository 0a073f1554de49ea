"""Available to promise on the screen: its rows, their figures, and why."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .atp_common import AtpCase

FIGURES = (
    "available", "reserved", "demand", "safety", "incoming", "atp_now", "atp_later",
    "overcommitted", "finding",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestAtpScreen(AtpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.positions = cls.env["stock.tower.atp.position"].with_user(cls.user)

    def row(self, product=None):
        """Read anew: the figures of a transaction stay as they were first read."""
        product = product or self.product
        self.positions.invalidate_model()
        return self.positions.search([("product_id", "=", product.id)])

    def shown(self, product=None):
        return {name: self.row(product)[name] for name in FIGURES}

    def test_a_row_says_what_the_service_says(self):
        self.put(20)
        self.deliver(6, 2)._action_assign()
        self.expect(5, 1)
        self.policy(safety_quantity=2, product_id=self.product.id)
        self.assertEqual(
            self.shown(),
            {
                "available": 14,
                "reserved": 6,
                "demand": 6,
                "safety": 2,
                "incoming": 5,
                "atp_now": 12,
                "atp_later": 17,
                "overcommitted": 0,
                "finding": "good",
            },
        )
        self.assertEqual(self.row().atp_now, self.now())

    def test_findings_from_bad_to_good(self):
        self.put(10)
        self.assertEqual(self.row().finding, "good")
        self.deliver(10, 3)
        self.assertEqual(self.row().finding, "nothing")
        self.policy(safety_quantity=4, product_id=self.product.id)
        self.assertEqual(self.row().finding, "safety")
        self.deliver(1, 5)
        row = self.row()
        self.assertEqual((row.finding, row.overcommitted), ("overcommitted", 1))
        self.assertEqual(str(row.short_on), "2026-03-07")

    def test_rows_are_where_something_lies_or_is_planned(self):
        self.assertFalse(self.row())
        self.deliver(1, 3)
        self.assertEqual(self.row().warehouse_id, self.warehouse)
        self.put(5, product=self.lot_product, lot_id=self.lot)
        self.assertEqual(len(self.row(self.lot_product)), 1)
        loose = self.env["product.product"].create({"name": "Not kept in stock"})
        self.deliver(1, product=loose)
        self.assertFalse(self.row(loose))

    def test_the_filter_finds_what_is_overcommitted(self):
        self.put(5)
        self.deliver(2)
        self.deliver(1, product=self.lot_product)
        here = [("product_id", "in", (self.product + self.lot_product).ids)]
        found = self.positions.search([*here, ("finding", "=", "overcommitted")])
        self.assertEqual(found.product_id, self.lot_product)

    def test_a_page_takes_the_same_queries_however_long(self):
        products = self.env["product.product"].create(
            [
                {"name": f"P{n}", "default_code": f"PAGE-{n:02}", "is_storable": True}
                for n in range(40)
            ]
        )
        for product in products:
            self.put(3, product=product)
        self.env.flush_all()

        def queries(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self.positions.search_fetch(
                [("default_code", "like", "PAGE-")], ["product_id"], limit=limit
            )
            self.assertEqual(sum(rows.mapped("atp_now")), 3 * limit)
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(40), queries(5))

    def test_it_explains_term_by_term(self):
        self.put(20)
        wanted = self.expect(5, 1).picking_id
        self.deliver(26, 2)
        html = self.row().explanation
        for text in ("Sellable on hand", "Open demand", "-26", "Not there yet", "PO-7"):
            self.assertIn(text, html)
        self.assertIn(f'href="/odoo/stock.picking/{wanted.id}"', html)
        self.assertIn("Never published below zero", html)

    def test_a_long_explanation_ends_in_a_sum(self):
        self.put(200)
        for _ in range(105):
            self.deliver(1)
        html = self.row().explanation
        # The stock is a line of the 100 too, so 99 of 105 demands are named.
        self.assertIn("6 more", html)
        self.assertIn("-6<", html)

    def test_documents_are_text_and_never_markup(self):
        self.put(1)
        self.deliver(1, origin="<script>alert(1)</script>")
        html = self.row().explanation
        self.assertNotIn("<script>", html)
        self.assertIn("&lt;script&gt;", html)

    def test_who_sees_it(self):
        self.put(5)
        row = self.row()
        with self.assertRaises(AccessError):
            row.with_user(new_test_user(self.env, "atp-outsider")).read(["atp_now"])
        manager = new_test_user(
            self.env, "atp-manager", groups="stock.group_stock_manager"
        )
        with self.assertRaises(AccessError):
            row.with_user(manager).write({"company_id": False})

    def test_companies_stay_apart(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.put(5, foreign.lot_stock_id)
        self.assertFalse(self.row())
        self.user.company_ids += company
        positions = self.positions.with_context(
            allowed_company_ids=(self.env.company + company).ids
        )
        row = positions.search([("product_id", "=", self.product.id)])
        self.assertEqual((row.warehouse_id, row.atp_now), (foreign, 5))

    def test_a_row_leads_on(self):
        self.put(5)
        row = self.row()
        states = self.env["stock.tower.state"].search(
            row.action_open_states()["domain"]
        )
        self.assertEqual(states.mapped("available"), [5])
        policy = self.policy(product_id=self.product.id)
        elsewhere = self.policy(product_id=self.lot_product.id)
        found = self.policies.search(row.action_open_policy()["domain"])
        self.assertIn(policy, found)
        self.assertNotIn(elsewhere, found)
        self.assertEqual(row.action_open_forecast()["tag"], "stock_forecasted")


@tagged("post_install", "-at_install")
class TestAtpTour(HttpCase):
    def test_a_stock_user_finds_what_lacks_and_why(self):
        new_test_user(self.env, "promise-clerk", groups="stock.group_stock_user")
        product = self.env["product.product"].create(
            {"name": "Promise", "default_code": "PROMISE-TOUR", "is_storable": True}
        )
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        stock = warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, stock, 4)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "location_id": stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": 7,
                            "location_id": stock.id,
                            "location_dest_id": self.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        self.start_tour(
            "/odoo/control-tower", "stock_control_tower_promise", login="promise-clerk"
        )
