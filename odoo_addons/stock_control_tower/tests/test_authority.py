from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestAuthority(InboundCase):
    """An event of somebody who is not the system of record moves nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Authority = cls.env["stock.tower.authority"]
        cls.other = cls.env["stock.tower.partner"].create(
            {"code": "test-3pl", "name": "Test 3PL", "source": "urn:test:3pl"}
        )
        cls.other.flow_ids.action_set_mode("live", "test")

    def decide(self, partner=None, **values):
        values["authority"] = "partner" if partner else "odoo"
        return self.Authority.create({"partner_id": partner and partner.id, **values})

    def outcome_of(self, event_id, partner=None, **values):
        event = self.event(event_id, **values)
        if partner:
            event["source"] = partner.source
        code = partner.code if partner else "test-wms"
        return self.ingest(event, partner=code)[0]

    def test_without_rows_everybody_is_right(self):
        self.assertEqual(self.outcome_of("a1")["outcome"], "applied")
        self.assertEqual(self.outcome_of("a2", self.other)["outcome"], "applied")

    def test_the_other_partners_word_is_kept(self):
        self.decide(self.partner, warehouse_id=self.warehouse.id)
        outcome = self.outcome_of("b1", self.other)
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertEqual(outcome["code"], "not_authoritative")
        self.assertIn("Test WMS", outcome["message"])
        self.assertIn("INBT", outcome["message"])
        self.assertEqual(outcome["path"], "/data/lines/0")
        self.assertEqual(self.on_hand(), 0)
        self.assertEqual(self.outcome_of("b2")["outcome"], "applied")

    def test_odoo_itself_decides(self):
        self.decide(kind="adjustment_posted")
        outcome = self.outcome_of("c1", kind="adjustment_posted", gain=True)
        self.assertEqual(outcome["code"], "not_authoritative")
        self.assertIn("Odoo", outcome["message"])
        self.assertEqual(self.outcome_of("c2")["outcome"], "applied")

    def test_by_state(self):
        self.deep_shelf.tower_state = "damaged"
        self.decide(state="damaged")
        damaged = {"bin": "INBT-S-2", "state": "damaged"}
        self.assertEqual(self.outcome_of("d1", **damaged)["code"], "not_authoritative")
        self.assertEqual(self.outcome_of("d2", bin="INBT-S-1")["outcome"], "applied")

    def test_one_line_keeps_the_whole_event(self):
        self.deep_shelf.tower_state = "damaged"
        self.decide(state="damaged")
        lines = [
            self.line(bin="INBT-S-1") | {"lineId": "a"},
            self.line(bin="INBT-S-2", state="damaged") | {"lineId": "b"},
        ]
        outcome = self.ingest(self.event("e1", lines=lines))[0]
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertEqual(outcome["path"], "/data/lines/1")
        self.assertEqual(self.on_hand(location=self.shelf), 0)

    def test_the_warehouses_row_beats_the_companys(self):
        self.decide()
        self.decide(self.partner, warehouse_id=self.warehouse.id)
        self.assertEqual(self.outcome_of("f1")["outcome"], "applied")
        self.assertEqual(self.outcome_of("f2", self.other)["outcome"], "recorded")

    def test_rows_of_another_company_do_not_count(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.decide(company_id=company.id)
        self.assertEqual(self.outcome_of("g1")["outcome"], "applied")

    def test_rows_are_unique_and_whole(self):
        self.decide(warehouse_id=self.warehouse.id, kind="packed")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.decide(self.partner, warehouse_id=self.warehouse.id, kind="packed")
            self.env.flush_all()

    def test_a_partner_is_named(self):
        with self.assertRaises(ValidationError):
            self.Authority.create({"authority": "partner"})

    def test_the_partner_belongs_to_the_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRaises(ValidationError):
            self.decide(self.partner, company_id=company.id)

    def test_odoo_needs_no_partner(self):
        row = self.decide(self.partner)
        row.authority = "odoo"
        self.assertFalse(row.partner_id)

    def test_managers_decide_and_viewers_read(self):
        row = self.decide(self.partner)
        viewer = new_test_user(
            self.env, "matrix-viewer", groups="stock.group_stock_user"
        )
        self.assertEqual(row.with_user(viewer).authority, "partner")
        with self.assertRaises(AccessError):
            row.with_user(viewer).write({"authority": "odoo"})
        manager = new_test_user(
            self.env,
            "matrix-manager",
            groups="stock_control_tower.group_integration_manager",
        )
        row.with_user(manager).authority = "odoo"

    def test_look_ups_do_not_grow_with_the_batch(self):
        self.decide(self.partner, warehouse_id=self.warehouse.id)

        def queries(count, name):
            events = [self.event(f"{name}{n}") for n in range(count)]
            for event in events:
                event["source"] = self.other.source
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            outcomes = self.ingest(*events, partner="test-3pl")
            self.assertEqual({one["outcome"] for one in outcomes}, {"recorded"})
            return self.env.cr.sql_log_count - before

        queries(1, "warm")
        self.assertEqual(queries(3, "few"), queries(60, "many"))
