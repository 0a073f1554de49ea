from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .exception_common import ExceptionCase


@tagged("post_install", "-at_install")
class TestExceptions(ExceptionCase):
    """Everything that did not take effect belongs to one record per cause."""

    def test_one_cause_one_record(self):
        rows = [self.refused(f"x{n}") for n in range(3)]
        other = self.refused("y", sku="ELSE")
        [group] = self.of(*rows)
        self.assertNotEqual(group, self.of(other))
        self.assertEqual((group.open_count, group.total_count), (3, 3))
        self.assertEqual(group.name, "Unknown item: NO-SUCH (test-wms)")
        self.assertEqual(group.sample_id, rows[-1])
        self.assertIn("NO-SUCH", group.cause)
        self.assertIn("Item mappings", group.remedy)
        self.assertEqual(group.company_id, self.partner.company_id)
        self.assertEqual(group.state, "new")

    def test_every_way_of_not_taking_effect(self):
        self.ingest(self.event("a"))
        changed = self.event("a", quantity="6")
        self.ingest(
            "{", changed, self.event("b", sku="NO"), self.event("c", quantity="-1")
        )
        self.ingest(self.event("u"), partner="nobody")
        self.group()
        open_rows = self.inbox.search([("state", "in", ("refused", "conflict"))])
        self.assertEqual(len(open_rows), 5)
        self.assertTrue(all(row.exception_id for row in open_rows))
        self.assertEqual(
            set(self.of(*open_rows).mapped("code")),
            {
                "undecodable",
                "id_conflict",
                "unknown_item",
                "quantity_invalid",
                "unknown_partner",
            },
        )
        applied = self.inbox.search([("event_id", "=", "a"), ("state", "=", "applied")])
        self.assertFalse(applied.exception_id)

    def test_grouping_twice_changes_nothing(self):
        group = self.of(self.refused())
        logs = len(group.log_ids)
        self.assertEqual(self.exceptions._group(), 0)
        self.assertEqual((group.open_count, len(group.log_ids)), (1, logs))

    def test_only_refusals_ask_for_grouping(self):
        cron = self.env.ref("stock_control_tower.cron_group_exceptions")

        def triggers():
            return self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])

        before = triggers()
        self.ingest(self.event("a"), self.event("b"))
        self.assertEqual(triggers(), before)
        self.ingest(self.event("c", sku="NO"))
        self.assertEqual(triggers(), before + 1)

    def test_severity_by_what_is_blocked(self):
        self.product.standard_price = 300
        suppliers = self.env.ref("stock.stock_location_suppliers").id
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "origin": "PO-77",
                "location_id": suppliers,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    (0, 0, {
                        "product_id": self.product.id,
                        "product_uom_qty": 5,
                        "location_id": suppliers,
                        "location_dest_id": self.stock.id,
                    })
                ],
            }
        )  # fmt: skip
        receipt.action_confirm()
        receipt.scheduled_date = fields.Datetime.now() + timedelta(days=9)
        lines = [self.line(bin="NOWHERE")]
        event = self.event("v", lines=lines)
        event["data"]["references"] = [{"type": "po", "id": "PO-77"}]
        _outcome, row = self.ingest_one(event)
        self.group()
        group = self.of(row)
        self.assertEqual(group.picking_ids, receipt)
        self.assertEqual(group.value, 1500)
        self.assertEqual(group.severity, "2")
        self.assertEqual(group.promise_at, receipt.scheduled_date)
        self.assertIn("1,500", group.severity_reasons)
        receipt.scheduled_date = fields.Datetime.now() + timedelta(hours=1)
        group.assessed_at = fields.Datetime.now() - timedelta(hours=1)
        self.exceptions._reassess()
        self.assertEqual(group.severity, "3")
        self.assertIn("promised for", group.severity_reasons)

    def test_a_resolved_one_that_comes_back(self):
        row = self.refused()
        group = self.of(row)
        self.map_item()
        row.with_user(self.operator).action_retry()
        self.assertEqual((group.state, group.open_count), ("resolved", 0))
        self.env["stock.tower.item.mapping"].search([]).active = False
        again = self.refused("x2")
        self.assertEqual(self.of(again), group)
        self.assertEqual(group.state, "regressed")
        self.assertEqual(
            group.log_ids.sorted("id").mapped("action"),
            ["nothing_open", "retry", "came_back"],
        )

    def test_snoozed_until_worse(self):
        group = self.of(self.refused("s0"))
        group.with_user(self.operator).action_snooze()
        for number in range(1, 5):
            self.refused(f"s{number}")
        self.assertEqual(group.state, "snoozed")
        self.refused("s5")
        self.assertEqual((group.state, group.open_count), ("new", 6))

    def test_states_by_hand_and_who_may(self):
        group = self.of(self.refused())
        for action in ("acknowledge", "wait", "snooze", "start", "retry", "discard"):
            with self.assertRaises(AccessError):
                getattr(group.with_user(self.viewer), f"action_{action}")()
        with self.assertRaises(AccessError):
            group.with_user(self.viewer).owner_id = self.viewer
        mine = group.with_user(self.operator)
        mine.action_acknowledge()
        mine.action_start()
        self.assertEqual((group.state, group.owner_id), ("in_progress", self.operator))
        with self.assertRaises(UserError):
            mine.action_resolve()
        with self.assertRaises(UserError):
            mine.write({"state": "resolved"})
        log = group.log_ids[:1]
        self.assertEqual((log.action, log.user_id), ("start", self.operator))
        for change in (lambda: log.write({"text": "x"}), log.unlink):
            with self.assertRaises(UserError):
                change()

    def test_other_companies_see_nothing(self):
        group = self.of(self.refused())
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.operator.write(
            {"company_ids": [(6, 0, company.ids)], "company_id": company.id}
        )
        self.assertFalse(
            self.exceptions.with_user(self.operator).search([("id", "=", group.id)])
        )

    def test_what_an_unknown_sender_sent_is_for_managers(self):
        self.ingest("{ secret", partner="nobody")
        self.group()
        group = self.exceptions.search([("partner_code", "=", "nobody")])
        with self.assertRaises(AccessError):
            group.with_user(self.operator).read(["sample_event"])
        self.assertIn("secret", group.with_user(self.manager).sample_event)
        self.ingest("{ secret")
        self.group()
        known = self.exceptions.search([("partner_code", "=", "test-wms")])
        self.assertEqual(known.with_user(self.operator).company_id, known.company_id)
        self.partner.active = False
        self.ingest("{ other secret")
        self.group()
        self.assertNotIn("other", known.with_user(self.operator).sample_event)

    def test_a_gap_is_one_after_a_minute(self):
        for number in (1, 4, 7):
            self.ingest(self.event(f"n{number}") | {"sequence": f"{number:020d}"})
        gaps = self.env["stock.tower.source.gap"].sudo()
        gaps._watch()
        mine = gaps.search([("partner_id", "=", self.partner.id)])
        self.exceptions._group_gaps()
        self.assertFalse(mine.exception_id)
        mine.opened_at = fields.Datetime.now() - timedelta(seconds=61)
        self.exceptions._group_gaps()
        [group] = mine.exception_id
        self.assertEqual((group.category, group.open_count), ("gap", 4))
        self.assertEqual(group.severity, "2")
        self.assertIn("2–3", group.cause)
        group.with_user(self.operator).action_request_gaps()
        self.env.flush_all()
        asked = [
            row.data for row in self.outcomes() if row.data["outcome"] == "missing"
        ]
        self.assertEqual(
            sorted(one["about"]["firstSequence"][-1] for one in asked), ["2", "5"]
        )
        self.assertTrue(all(mine.mapped("requested_at")))
        group.with_user(self.operator).action_dismiss_gaps()
        self.assertEqual(
            (group.state, set(mine.mapped("state"))), ("resolved", {"dismissed"})
        )

    def test_messages_nobody_can_deliver(self):
        message = {
            "reason": "contract_violation",
            "exchange": "stock.out",
            "detail": "/data/lines/0: is wrong",
            "body": "{}",
        }
        self.exceptions._report_dead([message, message])
        group = self.exceptions.search([("category", "=", "dead")])
        self.assertEqual((group.open_count, group.severity), (2, "2"))
        group.with_user(self.manager).action_resolve()
        self.assertEqual(group.state, "resolved")
        self.exceptions._report_dead([message])
        self.assertEqual((group.state, group.open_count), ("regressed", 1))
