from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestSecrets(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "tower_integration",
            "stock.group_stock_manager,stock_control_tower.group_integration_manager",
        )
        cls.operator = new_test_user(cls.env, "tower_op", "stock.group_stock_manager")

    def test_a_token_is_shown_once(self):
        subscription = self.env["stock.tower.subscription"].create({"name": "S"})
        form = Form(self.env["stock.tower.token.new"].with_user(self.manager))
        form.name = "sidecar"
        form.subscription_id = subscription
        action = form.save().action_generate()
        clear_text = action["context"]["default_clear_text"]
        shown = Form(
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
        )
        self.assertEqual(shown.clear_text, clear_text)
        token = self.env["stock.tower.token"]._recognise(clear_text)
        self.assertEqual(token.subscription_id, subscription)
        self.assertTrue(token._allows("outbox.read"))

    def test_a_secret_can_be_replaced_but_not_read(self):
        Subscription = self.env["stock.tower.subscription"].with_user(self.manager)
        mine = Subscription.create({"name": "Mine", "url": "https://x.example/h"})
        with self.assertRaises(AccessError):
            mine.read(["secret"])
        self.assertNotIn("secret", mine.read()[0])
        old = mine.sudo().secret
        action = mine.action_rotate_secret()
        new = mine.sudo().secret
        self.assertEqual(action["context"]["default_clear_text"], new)
        self.assertEqual(mine.sudo().previous_secret, old)
        typed = "whsec_" + "QUJD" * 8
        mine.secret_input = typed
        self.assertEqual(mine.sudo().secret, typed)
        self.assertEqual(mine.sudo().previous_secret, new)
        self.assertFalse(mine.secret_input)

    def test_only_administrators_allow_private_addresses(self):
        Subscription = self.env["stock.tower.subscription"].with_user(self.manager)
        with self.assertRaises(AccessError):
            Subscription.create({"name": "P", "allow_private": True})

    def test_operators_neither_subscribe_nor_generate(self):
        with self.assertRaises(AccessError):
            self.env["stock.tower.subscription"].with_user(self.operator).create(
                {"name": "No"}
            )
        with self.assertRaises(AccessError):
            self.env["stock.tower.token.new"].with_user(self.operator).create(
                {"name": "No"}
            )
