from odoo.exceptions import AccessError, ValidationError
from odoo.service.model import get_public_method
from odoo.tests import new_test_user, tagged

from ..models.ledger.sql import statement
from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestIngestAccess(InboundCase):
    """Who may take in, read and configure; companies stay apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, "inbound-user", groups="stock.group_stock_user"
        )
        cls.manager = new_test_user(
            cls.env, "inbound-manager", groups="stock.group_stock_manager"
        )
        cls.bot = cls.env.ref("stock_control_tower.user_bot")

    def test_only_the_bot_may_ingest(self):
        item = {"partner": "test-wms", "body": "{}"}
        for user in (self.user, self.manager):
            with self.assertRaises(AccessError):
                self.inbox.with_user(user)._ingest([item])
        self.assertEqual(len(self.inbox.with_user(self.bot)._ingest([item])), 1)

    def test_ingest_cannot_be_called_by_rpc(self):
        with self.assertRaises(AccessError):
            get_public_method(self.inbox, "_ingest")

    def test_rows_are_read_only_for_everyone(self):
        self.ingest(self.event("mine"))
        row = self.inbox.search([("event_id", "=", "mine")])
        for user in (self.user, self.manager):
            self.assertEqual(row.with_user(user).state, "applied")
            with self.assertRaises(AccessError):
                row.with_user(user).write({"state": "refused"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
        stranger = new_test_user(self.env, "inbound-stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            row.with_user(stranger).read(["state"])

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        outsider = new_test_user(
            self.env,
            "inbound-outsider",
            groups="stock.group_stock_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.ingest(self.event("private"))
        domain = [("event_id", "=", "private")]
        self.assertFalse(self.inbox.with_user(outsider).search(domain))
        self.assertTrue(self.inbox.with_user(self.user).search(domain))

    def test_what_unknown_senders_say_is_for_those_who_set_partners_up(self):
        """Such a row has no company, so stock users of every company used to see it."""
        self.ingest(self.event("stranger"), partner="nobody")
        rows = self.inbox.search([("partner_code", "=", "nobody")])
        self.assertEqual((rows.code, rows.company_id.id), ("unknown_partner", False))
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        self.env.invalidate_all()
        outcomes = self.outbox.search([("inbox_id", "in", rows.ids)])
        self.assertTrue(outcomes)
        managing, auditing = (
            new_test_user(
                self.env,
                f"inbound-{name}",
                groups=f"stock.group_stock_user,stock_control_tower.{name}",
            )
            for name in ("group_integration_manager", "group_auditor")
        )
        for user, sees in (
            (self.user, False),
            (self.manager, False),
            (managing, True),
            (auditing, True),
        ):
            for each in (rows, outcomes):
                found = each.with_user(user).search([("id", "in", each.ids)])
                self.assertEqual(bool(found), sees, (user.login, each._name))
            feed = self.env["stock.tower.overview"].with_user(user).feed("0", 200)
            ids = {int(item["outbox_id"]) for item in feed}
            self.assertEqual(outcomes.id in ids, sees, user.login)

    def test_a_partner_reaches_only_its_own_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["stock.tower.partner"].create(
            {
                "code": "elsewhere",
                "name": "Elsewhere",
                "source": "urn:test:elsewhere",
                "company_id": company.id,
            }
        )
        event = self.event("cross") | {"source": "urn:test:elsewhere"}
        outcome = self.ingest(event, partner="elsewhere")[0]
        self.assertEqual(outcome["code"], "wrong_company")
        code = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        self._new_product("OWNED", company_id=self.warehouse.company_id.id)
        event = self.event("cross2", sku="OWNED", warehouse=code.code)
        event["source"] = "urn:test:elsewhere"
        outcome = self.ingest(event, partner="elsewhere")[0]
        self.assertEqual(outcome["code"], "unknown_item")

    def test_partner_codes_and_sources_are_checked(self):
        Partner = self.env["stock.tower.partner"]
        for code, source in (
            ("Upper", "urn:ok"),
            ("odoo", "urn:ok"),
            ("a.b", "urn:ok"),
            ("ok", "with space"),
        ):
            with self.assertRaises(ValidationError):
                Partner.create({"code": code, "name": "x", "source": source})

    def test_unit_codes_are_checked(self):
        with self.assertRaises(ValidationError):
            self.env.ref("uom.product_uom_unit").unece_code = "each"
