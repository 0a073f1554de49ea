from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from ..models.authority.stock_tower_flow import MODES
from .inbound_common import InboundCase


@tagged("post_install", "-at_install")
class TestFlowModes(InboundCase):
    """Off, shadow and live; who may switch, and what the log keeps."""

    def switch(self, mode, flow=None):
        (flow or self.flow).action_set_mode(mode, "test")

    def test_a_new_partner_is_in_shadow(self):
        partner = self.env["stock.tower.partner"].create(
            {"code": "new-wms", "name": "New", "source": "urn:test:new"}
        )
        self.assertEqual(len(partner.flow_ids), 1)
        self.assertEqual(partner.flow_ids.mode, "shadow")
        self.assertFalse(partner.flow_ids.warehouse_id)

    def test_off_refuses(self):
        self.switch("off")
        outcome, row = self.ingest_one(self.event("off"))
        self.assertEqual((outcome["outcome"], outcome["code"]), ("refused", "flow_off"))
        self.assertIn("INBT", outcome["message"])
        self.assertEqual((row.state, row.flow_id), ("refused", self.flow))
        self.assertEqual(self.on_hand(), 0)

    def test_shadow_keeps_and_moves_nothing(self):
        self.switch("shadow")
        outcome, row = self.ingest_one(self.event("shadow"))
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertEqual(outcome["code"], "mode_shadow")
        self.assertEqual((row.state, row.code), ("recorded", "mode_shadow"))
        self.assertEqual(row.message, outcome["message"])
        self.assertFalse(row.remedy)
        self.assertEqual(row.flow_id, self.flow)
        self.assertFalse(row.move_ids)
        self.assertEqual(self.on_hand(), 0)
        told = self.outcomes()[-1].data
        self.assertEqual(
            (told["outcome"], told["code"], told["about"]["id"]),
            ("recorded", "mode_shadow", "shadow"),
        )

    def test_shadow_still_refuses_what_is_not_mapped(self):
        self.switch("shadow")
        outcome, row = self.ingest_one(self.event("unmapped", sku="NO-SUCH"))
        self.assertEqual(outcome["code"], "unknown_item")
        self.assertEqual(row.state, "refused")

    def test_a_repeat_in_live_mode_stays_recorded(self):
        self.switch("shadow")
        event = self.event("kept")
        self.ingest(event)
        self.switch("live")
        outcome = self.ingest(event)[0]
        self.assertEqual(outcome["outcome"], "duplicate")
        self.assertEqual(outcome["first"]["outcome"], "recorded")
        self.assertEqual(outcome["code"], "mode_shadow")
        self.assertEqual(self.on_hand(), 0)

    def test_a_warehouse_has_a_flow_of_its_own(self):
        own = self.own_flow()
        here, there = self.event("here"), self.event("there", warehouse="INBX")
        outcomes = self.ingest(here, there)
        self.assertEqual([one["outcome"] for one in outcomes], ["applied", "recorded"])
        rows = self.inbox.search([("event_id", "in", ("here", "there"))], order="id")
        self.assertEqual([row.flow_id for row in rows], [self.flow, own])

    def test_one_warehouse_in_shadow_keeps_the_whole_event(self):
        self.own_flow()
        lines = [
            self.line() | {"lineId": "a"},
            self.line(warehouse="INBX") | {"lineId": "b"},
        ]
        outcome = self.ingest(self.event("both", lines=lines))[0]
        self.assertEqual(outcome["outcome"], "recorded")
        self.assertIn("INBX", outcome["message"])
        self.assertEqual(self.on_hand(), 0)

    def test_without_any_flow_nothing_takes_effect(self):
        self.switch("shadow")
        self.flow.unlink()
        outcome, row = self.ingest_one(self.event("nobody-decided"))
        self.assertEqual(outcome["code"], "mode_shadow")
        self.assertFalse(row.flow_id)

    def test_the_mode_is_not_written(self):
        for values in ({"mode": "off"}, {"mode": "off", "timeliness": "realtime"}):
            with self.assertRaises(UserError):
                self.flow.write(values)
        with self.assertRaises(UserError):
            self.flow.with_context(tower_switch=True).write({"mode": "off"})
        with self.assertRaises(UserError):
            self.env["stock.tower.flow"].create(
                {
                    "partner_id": self.partner.id,
                    "warehouse_id": self.warehouse.id,
                    "mode": "live",
                }
            )
        self.assertEqual(self.flow.mode, "live")

    def test_each_switch_is_logged(self):
        manager = self._manager()
        self.flow.with_user(manager).action_set_mode("off", " maintenance ")
        log = self.flow.log_ids[0]
        self.assertEqual(
            (log.mode_from, log.mode_to, log.reason, log.user_id),
            ("live", "off", "maintenance", manager),
        )
        self.assertEqual(log.partner_code, "test-wms")
        self.assertIn("all_classed", [one["code"] for one in log.readiness])
        self.assertIn("stock state", log.readiness_report)
        with self.assertRaises(UserError):
            log.reason = "other"
        with self.assertRaises(UserError):
            log.unlink()
        count = len(self.flow.log_ids)
        self.flow.action_set_mode("off", "again")
        self.assertEqual(len(self.flow.log_ids), count, "no switch, no row")

    def test_the_log_outlives_the_flow(self):
        self.switch("off")
        log = self.flow.log_ids[0]
        self.partner.unlink()
        self.assertEqual((log.partner_code, log.mode_to), ("test-wms", "off"))
        self.assertFalse(log.flow_id)

    def test_a_switch_wants_a_reason_and_a_mode(self):
        for mode, reason in (("off", ""), ("off", "  "), ("off", False), ("on", "x")):
            with self.assertRaises(UserError):
                self.flow.action_set_mode(mode, reason)

    def test_unclassed_stock_blocks_live_mode(self):
        self.switch("shadow")
        self.warehouse.view_location_id.tower_state = False
        self.put(5, location=self.shelf)
        with self.assertRaisesRegex(UserError, "Shelf 1"):
            self.switch("live")
        self.assertEqual(self.flow.mode, "shadow")
        self.assertTrue(self.flow.is_blocked)
        self.switch("off")
        self.shelf.tower_state = "available"
        self.flow.invalidate_recordset()
        self.assertFalse(self.flow.is_blocked)
        self.switch("live")
        self.assertEqual(self.flow.mode, "live")

    def test_only_the_flows_own_warehouses_count(self):
        self.switch("shadow")
        self.put(5, location=self.foreign_shelf)
        self.switch("live")
        self.switch("shadow")
        own = self.own_flow()
        self.switch("live")
        with self.assertRaisesRegex(UserError, "Foreign"):
            self.switch("live", own)

    def own_flow(self):
        """A flow for the other warehouse alone."""
        self.partner.warehouse_ids |= self.other_warehouse
        return self.env["stock.tower.flow"].create(
            {"partner_id": self.partner.id, "warehouse_id": self.other_warehouse.id}
        )

    def test_a_warehouse_does_not_go_live_by_the_way(self):
        """Joining a live flow, or losing the flow that kept it in shadow."""
        self.put(5, location=self.foreign_shelf)
        with self.assertRaisesRegex(UserError, "Foreign"):
            self.partner.warehouse_ids |= self.other_warehouse
        self.switch("shadow")
        own = self.own_flow()
        self.switch("live")
        with self.assertRaisesRegex(UserError, "Live"):
            own.unlink()
        self.switch("shadow")
        own.unlink()

    def test_a_flow_of_its_own_is_logged_when_it_changes_the_mode(self):
        own = self.own_flow()
        log = own.log_ids
        self.assertEqual((log.mode_from, log.mode_to), ("live", "shadow"))
        self.assertEqual(log.warehouse_code, "INBX")

    def test_a_flow_stays_what_it_is_for(self):
        own = self.own_flow()
        for values in ({"warehouse_id": False}, {"partner_id": self.partner.id}):
            with self.assertRaises(UserError):
                own.write(values)

    def test_the_readiness_report_tells_what_was_refused(self):
        self.switch("shadow")
        self.ingest(
            self.event("r1", sku="NO-SUCH"),
            self.event("r2", sku="NO-SUCH-2"),
            self.event("r3", quantity="0"),
            self.event("r4"),
        )
        found = {one.code: one for one in self.flow._assess()}
        self.assertEqual(found["unmapped"].names, ("unknown_item",))
        self.assertEqual(found["unmapped"].count, 2)
        self.assertEqual(found["refused"].names, ("quantity_invalid",))
        self.assertEqual(found["compared_pending"].count, 1)
        self.assertEqual(found["last_event"].count, 0)
        report = self.flow.readiness_report
        self.assertIn("unknown_item", report)
        self.assertIn("fa-exclamation-triangle", report)

    def test_the_wizard_switches(self):
        wizard = self.env["stock.tower.flow.switch"].create(
            {"flow_id": self.flow.id, "reason": "by hand"}
        )
        self.assertEqual((wizard.mode_from, wizard.mode), ("live", "shadow"))
        wizard.action_confirm()
        self.assertEqual(self.flow.mode, "shadow")
        self.assertEqual(self.flow.log_ids[0].reason, "by hand")

    def test_one_flow_for_each_warehouse(self):
        flows = self.env["stock.tower.flow"]
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            flows.create({"partner_id": self.partner.id})
            self.env.flush_all()

    def test_a_flow_stays_in_the_partners_scope(self):
        with self.assertRaises(ValidationError):
            self.env["stock.tower.flow"].create(
                {"partner_id": self.partner.id, "warehouse_id": self.other_warehouse.id}
            )

    def test_only_integration_managers_switch(self):
        for group in ("stock.group_stock_user", "stock.group_stock_manager"):
            user = new_test_user(self.env, f"switch-{group}", groups=group)
            flow = self.flow.with_user(user)
            self.assertEqual(flow.mode, "live")
            self.assertTrue(flow.readiness_report)
            for mode, _label in MODES:
                with self.assertRaises(AccessError):
                    flow.action_set_mode(mode, "mine")
        self.flow.with_user(self._manager()).action_set_mode("shadow", "allowed")

    def test_other_companies_see_no_flow(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        outsider = new_test_user(
            self.env,
            "flow-outsider",
            groups="stock_control_tower.group_integration_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.switch("off")
        for model, domain in (
            ("stock.tower.flow", [("id", "=", self.flow.id)]),
            ("stock.tower.flow.log", [("flow_id", "=", self.flow.id)]),
        ):
            self.assertTrue(self.env[model].search(domain))
            self.assertFalse(self.env[model].with_user(outsider).search(domain))

    def _manager(self):
        return new_test_user(
            self.env,
            "flow-manager",
            groups="stock_control_tower.group_integration_manager",
        )

    def test_no_default_of_the_caller_makes_a_flow_live(self):
        Flow = self.env["stock.tower.flow"].with_context(default_mode="live")
        flow = Flow.create(
            {"partner_id": self.partner.id, "warehouse_id": self.warehouse.id}
        )
        self.assertEqual(flow.mode, "shadow")

    def test_a_flow_keeps_to_its_company(self):
        company = self.env["res.company"].create({"name": "Another"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        with self.assertRaises(UserError):
            self.env["stock.tower.flow"].create(
                {"partner_id": self.partner.id, "warehouse_id": foreign.id}
            )
