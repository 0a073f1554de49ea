from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .atp_common import AtpCase


@tagged("post_install", "-at_install")
class TestAtpPolicy(AtpCase):
    def test_without_a_policy(self):
        self.put(9)
        self.deliver(2, days=30)
        self.deliver(4, days=31)
        self.expect(1, days=1)
        self.assertEqual(self.now(), 7)
        self.assertEqual(self.on(1, 30, 31), [8, 8, None])

    def test_the_most_specific_wins(self):
        self.put(100)
        self.put(100, product=self.lot_product, lot_id=self.lot)
        here, this = (
            {"warehouse_id": self.warehouse.id},
            {"product_id": self.product.id},
        )
        other = self.env["stock.warehouse"].create({"name": "Far", "code": "FAR"})
        for safety, scope, promised in (
            (1, {}, 99),
            (20, {"warehouse_id": other.id}, 99),
            (2, here, 98),
            (30, {"product_id": self.lot_product.id}, 98),
            (3, this, 97),
            (40, {"warehouse_id": other.id, **this}, 97),
            (4, {**here, **this}, 96),
        ):
            self.policy(safety_quantity=safety, **scope)
            self.assertEqual(self.now(), promised, scope)
        self.assertEqual(self.now(product=self.lot_product), 70)

    def test_bounds_and_one_policy_per_scope(self):
        self.policy()
        for values in (
            {},
            {"warehouse_id": self.warehouse.id, "horizon_days": -1},
            {"warehouse_id": self.warehouse.id, "safety_quantity": -1},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.policy(**values)

    def test_other_companies_policies(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        self.policy(company_id=company.id, safety_quantity=5)
        self.put(9)
        self.assertEqual(self.now(), 9)
        self.assertFalse(self.policies.with_user(self.user).search([]))
        with self.assertRaises(UserError):
            self.policy(company_id=company.id, warehouse_id=self.warehouse.id)

    def test_who_may_decide(self):
        manager = new_test_user(
            self.env,
            "atp-manager",
            groups="stock.group_stock_manager,stock_control_tower.group_integration_manager",
        )
        with Form(self.policies.with_user(manager)) as form:
            form.product_id = self.product
            form.warehouse_id = self.warehouse
            form.safety_quantity = 2
        policy = form.save()
        self.assertEqual(policy.display_name, "[SKU-L1] SKU-L1 / Ledger test")
        self.assertEqual((policy.horizon_days, policy.receipts), (30, "confirmed"))
        with self.assertRaises(AccessError):
            policy.with_user(self.user).safety_quantity = 1
