from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..lib.webhooks import webhook_target
from .overview_common import OverviewCase


@tagged("post_install", "-at_install")
class TestConnections(OverviewCase):
    """Who is connected, how it stands, and the way to the first event."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "conn-manager",
            groups="stock.group_stock_manager,"
            "stock_control_tower.group_integration_manager",
        )
        cls.connections = cls.env["stock.tower.connections"].with_user(cls.manager)

    def rows_behind(self, action):
        return self.env[action["res_model"]].search_count(action["domain"])

    def partner_of(self, page):
        return next(one for one in page["partners"] if one["code"] == "test-wms")

    def test_a_partner_with_its_flows_and_its_last_event(self):
        self.assertIsNone(self.partner_of(self.connections.page())["last_at"])
        self.ingest(self.event("x1"), self.event("x2", sku="NO-SUCH"))
        while self.env["stock.tower.exception"]._group():
            pass
        found = self.partner_of(self.connections.page())
        self.assertTrue(found["last_at"])
        self.assertEqual((found["received"], found["exceptions"]), (2, 1))
        self.assertEqual(
            [(one["mode"], one["timeliness_label"]) for one in found["flows"]],
            [("live", "Real time")],
        )
        for name in ("received", "exceptions"):
            action = getattr(self.connections, f"action_{name}")(found["id"])
            self.assertEqual(self.rows_behind(action), found[name], name)

    def test_who_may_not_see_subscriptions_is_told_none(self):
        self.assertIsNone(self.connections.with_user(self.user).page()["subscriptions"])
        self.assertFalse(self.connections.with_user(self.user).page()["can_configure"])
        names = {one["name"] for one in self.connections.page()["subscriptions"]}
        self.env["stock.tower.subscription"].create({"name": "ERP"})
        after = {one["name"] for one in self.connections.page()["subscriptions"]}
        self.assertEqual(after - names, {"ERP"})

    def test_steps_are_done_one_after_the_other(self):
        def done():
            return {
                one["name"]: one["done"] for one in self.connections.page()["steps"]
            }

        self.env["stock.tower.token"].search([]).revoked_at = "2020-01-01"
        self.env["stock.tower.sidecar"].sudo().search([]).unlink()
        before = done()
        self.assertTrue(before["partner"] and before["flow"])
        self.assertFalse(before["token"] or before["sidecar"])
        subscription = self.env["stock.tower.subscription"].create({"name": "ERP"})
        self.env["stock.tower.token"]._generate("t", ["outbox.read"], subscription)
        self.env["stock.tower.sidecar"].sudo()._report(
            "a", {"ok": True, "reason": ""}, []
        )
        self.ingest(self.event("x1"))
        after = done()
        self.assertTrue(all(after[name] for name in ("token", "sidecar", "event")))

    def test_every_step_leads_somewhere(self):
        steps = self.env["stock.tower.first.steps"].with_user(self.manager)
        for name in ("states", "subscription", "token", "partner", "flow", "event"):
            action = steps.action_step(name)
            self.assertTrue(self.env[action["res_model"]].has_access("read"), name)
        with self.assertRaises(UserError):
            steps.action_step("nothing")

    def test_a_test_message_is_signed_and_says_what_came_back(self):
        subscription = self.env["stock.tower.subscription"].create(
            {"name": "ERP", "url": "https://erp.example.com/hooks"}
        )
        sent = []

        def post(url, headers, body, **_how):
            sent.append((url, headers, body))
            return 204, None

        with patch.object(webhook_target, "post", post):
            answer = subscription.with_user(self.manager).test_send()
        self.assertEqual((answer["ok"], answer["status"]), (True, 204))
        [(url, headers, body)] = sent
        self.assertEqual(url, subscription.url)
        self.assertTrue(headers["webhook-signature"].startswith("v1,"))
        self.assertIn(b"stock.events.available", body)

    def test_a_test_message_that_nobody_takes_says_why(self):
        subscription = self.env["stock.tower.subscription"].create(
            {"name": "ERP", "url": "http://127.0.0.1:9/hooks"}
        )
        answer = subscription.with_user(self.manager).test_send()
        self.assertFalse(answer["ok"])
        self.assertIn("127.0.0.1", answer["error"])
        subscription.url = False
        with self.assertRaises(UserError):
            subscription.test_send()
        with self.assertRaises(AccessError):
            subscription.with_user(self.user).test_send()
