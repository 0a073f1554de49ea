import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .exception_common import ExceptionCase


@tagged("post_install", "-at_install")
class TestExceptionActions(ExceptionCase):
    """One test per action: what it does to stock, to the answer, to the log."""

    def edit(self, row, change=None, text=None):
        wizard = self.env["stock.tower.event.edit"].with_user(self.operator)
        event = json.loads(row.event) if change else None
        if change:
            change(event)
        return wizard.with_context(default_inbox_id=row.id).create(
            {"text": text or json.dumps(event)}
        )

    def plan(self, action, **values):
        bulk = self.env["stock.tower.bulk"].with_user(self.operator)
        bulk = bulk.create({"action": action, "partner_id": self.partner.id, **values})
        bulk.action_plan()
        return bulk

    def run_bulk(self, bulk, chunk=2):
        bulk.action_start()
        while bulk.state == "running":
            bulk.sudo()._run_chunk(chunk)

    # retry

    def test_retry_after_a_mapping_fix(self):
        event = self.event("x1", sku="NO-SUCH")
        row = self.refused()
        with self.assertRaises(AccessError):
            row.with_user(self.viewer).action_retry()
        self.map_item()
        row.with_user(self.operator).action_retry()
        self.assertEqual((row.state, row.code, row.retry_count), ("applied", False, 1))
        self.assertEqual(self.on_hand(), 5)
        self.assertEqual(
            self.answers("x1"), [("refused", "unknown_item"), ("applied", None)]
        )
        self.assertEqual(row.move_ids.tower_inbox_id, row)
        event["time"] = json.loads(row.event)["time"]
        outcome = self.ingest(event)[0]
        self.assertEqual(
            (outcome["outcome"], outcome["first"]["outcome"]), ("duplicate", "applied")
        )
        self.assertEqual(self.of(row).log_ids[:1].text, "x1: Applied")

    def test_retry_twice_has_one_effect(self):
        row = self.refused()
        self.map_item()
        self.assertEqual(row._retry(), {"applied": 1})
        self.assertEqual(row._retry(), {"settled": 1})
        self.assertEqual(self.on_hand(), 5)
        self.assertEqual(len(self.answers("x1")), 2)

    def test_retry_that_is_refused_for_another_reason_moves_on(self):
        row = self.refused(bin="NOT-YET")
        first = self.of(row)
        self.assertEqual(first.code, "unknown_location")
        self._new_bin("Not yet", "NOT-YET")
        row.with_user(self.operator).action_retry()
        self.assertEqual((row.state, row.code), ("refused", "unknown_item"))
        second = self.of(row)
        self.assertEqual((first.state, first.open_count), ("resolved", 0))
        self.assertEqual((second.code, second.open_count), ("unknown_item", 1))

    def test_retry_of_what_odoo_failed_at(self):
        inbox_class = self.env.registry["stock.tower.inbox"]

        def fail(_inbox, _deliveries):
            raise KeyError("x")

        effect, name = None, "_effect_receipt"
        effect = getattr(inbox_class, name)
        setattr(inbox_class, name, fail)
        try:
            with self.assertLogs("odoo.addons.stock_control_tower", "ERROR"):
                self.ingest(self.event("p"), final=True)
                row = self.inbox.search([("event_id", "=", "p")])
                self.assertEqual(row.code, "apply_failed")
                row._retry()
            self.assertEqual((row.code, row.retry_count), ("apply_failed", 1))
        finally:
            setattr(inbox_class, name, effect)
        self.assertEqual(row._retry(), {"applied": 1})
        self.assertEqual(self.on_hand(), 5)

    def test_retry_keeps_the_order_and_the_business_key(self):
        first = self.event("k1", sku="NO-SUCH")
        second = self.event("k2", sku="NO-SUCH")
        second["data"]["businessKey"] = first["data"]["businessKey"]
        self.ingest(first, second)
        rows = self.inbox.search([("event_id", "in", ("k1", "k2"))], order="id desc")
        self.map_item()
        self.assertEqual(rows._retry(), {"applied": 1, "refused": 1})
        by_id = {row.event_id: row for row in rows}
        self.assertEqual(by_id["k1"].state, "applied")
        self.assertEqual(by_id["k2"].code, "duplicate_business_key")

    def test_retry_waits_for_the_time_of_its_flow(self):
        row = self.refused()
        self.map_item()
        self.flow.write({"timeliness": "micro_batch", "batch_seconds": 3600})
        self.assertEqual(row._retry(), {"waiting": 1})
        self.assertEqual(self.on_hand(), 0)
        self.assertEqual(self.answers("x1"), [("refused", "unknown_item")])
        row.sudo().due_at = "2020-01-01 00:00:00"
        self.inbox._apply_due()
        self.assertEqual((row.state, self.on_hand()), ("applied", 5))

    def test_one_that_waited_after_its_retry_and_is_refused_then(self):
        row = self.refused()
        mapping = self.map_item()
        self.flow.write({"timeliness": "micro_batch", "batch_seconds": 3600})
        row._retry()
        self.assertEqual(self.of(row).state, "resolved")
        mapping.active = False
        row.sudo().due_at = "2020-01-01 00:00:00"
        self.inbox._apply_due()
        self.assertEqual(row.state, "refused")
        self.group()
        self.assertEqual(
            (self.of(row).state, self.of(row).open_count), ("regressed", 1)
        )

    def test_repeats_are_answered_once_each_all_the_same(self):
        row = self.refused()
        self.ingest(row.event, row.event)
        self.map_item()
        self.flow.write({"timeliness": "micro_batch", "batch_seconds": 3600})
        row._retry()
        self.ingest(row.event)
        row.sudo().due_at = "2020-01-01 00:00:00"
        self.inbox._apply_due()
        self.assertEqual(
            [outcome for outcome, _code in self.answers("x1")],
            ["refused", "duplicate", "duplicate", "applied", "duplicate"],
        )

    def test_a_sender_that_is_known_by_now(self):
        event = self.event("late")
        self.ingest(event, partner="new-wms")
        [row] = self.inbox.search([("partner_code", "=", "new-wms")])
        self.assertFalse(row.source)
        self.partner.code = "new-wms"
        self.assertEqual(row._retry(), {"applied": 1})
        self.assertEqual((row.source, row.event_id), (self.partner.source, "late"))
        self.assertEqual(row.partner_id, self.partner)
        outcome = self.ingest(event, partner="new-wms")[0]
        self.assertEqual(outcome["outcome"], "duplicate")
        self.assertEqual(self.on_hand(), 5)

    def test_a_sender_that_has_sent_it_again_since(self):
        event = self.event("late")
        self.ingest(event, partner="new-wms")
        [row] = self.inbox.search([("partner_code", "=", "new-wms")])
        self.partner.code = "new-wms"
        self.ingest(event, partner="new-wms")
        self.assertEqual(row._retry(), {"came_again": 1})
        self.assertEqual((row.state, self.on_hand()), ("discarded", 5))

    def test_what_cannot_be_retried_says_why(self):
        self.ingest(self.event("a"))
        _outcome, row = self.ingest_one(self.event("a", quantity="6"))
        self.assertEqual(row.code, "id_conflict")
        with self.assertRaisesRegex(UserError, "under a new id"):
            row.with_user(self.operator).action_retry()
        self.assertEqual(row._retry(), {"hopeless": 1})
        self.assertEqual(self.on_hand(), 5)

    # edit and retry

    def test_edit_and_retry(self):
        row = self.refused()
        original = row.event

        def change(event):
            event["data"]["lines"][0]["item"]["sku"] = "INB-1"

        wizard = self.edit(row, change)
        self.assertFalse(wizard.problems)
        self.assertIn('+          "sku": "INB-1"', wizard.difference)
        wizard.action_retry()
        self.assertEqual((row.state, self.on_hand()), ("applied", 5))
        self.assertEqual(row.event_original, original)
        self.assertIn("NO-SUCH", row.event_changes)
        self.assertEqual(row.edited_by, self.operator)
        [_first, second] = self.outcomes()
        about = second.data["about"]
        self.assertEqual((about["id"], about["rawSha256"]), ("x1", row.raw_sha256))
        outcome = self.ingest(original)[0]
        self.assertEqual(
            (outcome["outcome"], outcome["first"]["outcome"]), ("duplicate", "applied")
        )
        self.assertEqual(self.of(row).log_ids[:1].action, "edit")

    def test_an_edit_that_breaks_the_contract_or_the_identity(self):
        row = self.refused()
        for change, text in (
            (lambda event: event.update(id="other"), "must stay"),
            (lambda event: event["data"].pop("lines"), "lines"),
        ):
            wizard = self.edit(row, change)
            with self.assertRaisesRegex(UserError, text):
                wizard.action_retry()
        with self.assertRaisesRegex(UserError, "not a JSON object"):
            self.edit(row, text="{").action_retry()
        with self.assertRaisesRegex(UserError, "Nothing was changed"):
            self.edit(row, text=row.event).action_retry()
        self.assertEqual(row.state, "refused")
        self.assertFalse(row.event_original)

    def test_an_edit_makes_an_event_of_what_was_none(self):
        _outcome, row = self.ingest_one("{ not json")
        wizard = self.edit(row, text=json.dumps(self.event("mended")))
        wizard.action_retry()
        self.assertEqual((row.state, row.event_id), ("applied", "mended"))
        self.assertEqual(row.event_original, "{ not json")
        self.assertEqual(self.on_hand(), 5)

    def test_nobody_edits_what_is_not_theirs_to_see(self):
        row = self.refused()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.operator.write(
            {"company_ids": [(6, 0, company.ids)], "company_id": company.id}
        )
        wizard = (
            self.env["stock.tower.event.edit"]
            .sudo()
            .create({"inbox_id": row.id, "text": row.event})
        )
        self.env.invalidate_all()
        mine = wizard.with_user(self.operator)
        for name in ("message", "remedy", "difference"):
            with self.assertRaises(AccessError):
                mine.read([name])
        with self.assertRaises(AccessError):
            mine.action_retry()

    # discard

    def test_discard_with_a_reason_and_take_up_again(self):
        row = self.refused()
        group = self.of(row)
        bulk = (
            self.env["stock.tower.bulk"]
            .browse(row.with_user(self.operator).action_discard()["res_id"])
            .with_user(self.operator)
        )
        bulk.action_plan()
        with self.assertRaisesRegex(UserError, "Say why"):
            bulk.action_start()
        bulk.reason = "sent by mistake"
        self.run_bulk(bulk)
        self.assertEqual(
            (row.state, row.discard_reason), ("discarded", "sent by mistake")
        )
        self.assertEqual(row.discarded_by, self.operator)
        self.assertEqual((group.state, group.open_count), ("resolved", 0))
        outcome = self.ingest(row.event)[0]
        self.assertEqual(outcome["first"]["outcome"], "refused")
        row.with_user(self.operator).action_restore()
        self.assertEqual((row.state, group.state), ("refused", "regressed"))

    # bulk

    def test_bulk_by_filter(self):
        rows = [self.refused(f"b{n}") for n in range(5)]
        other = self.refused("other", sku="STILL-UNKNOWN")
        applied = self.inbox.search([("state", "=", "applied")])
        self.map_item()
        before = self.everything_counted()
        bulk = self.plan("retry")
        self.assertEqual(self.everything_counted(), before, "a plan changes nothing")
        self.assertEqual(
            bulk.plan, [["applied", None, 5], ["refused", "unknown_item", 1]]
        )
        self.assertEqual(bulk.event_count, 6)
        bulk.action_start()
        self.assertEqual(bulk.sudo()._run_chunk(2), 2)
        self.assertEqual((bulk.done_count, round(bulk.progress)), (2, 33))
        self.assertEqual(bulk.state, "running")
        while bulk.state == "running":
            bulk.sudo()._run_chunk(2)
        self.assertEqual(
            bulk._result(), [["applied", None, 5], ["refused", "unknown_item", 1]]
        )
        self.assertEqual(bulk.otherwise_count, 0)
        self.assertEqual(self.on_hand(), 25)
        self.assertTrue(all(row.state == "applied" for row in rows))
        self.assertEqual(other.state, "refused")
        self.assertFalse(applied & bulk.line_ids.inbox_id)

    def test_bulk_is_cancelled_after_the_chunk(self):
        rows = [self.refused(f"b{n}") for n in range(4)]
        self.map_item()
        bulk = self.plan("retry")
        bulk.action_start()
        bulk.sudo()._run_chunk(2)
        bulk.action_cancel()
        self.assertEqual(bulk.sudo()._run_chunk(2), 0)
        self.assertEqual(
            [row.state for row in rows], ["applied", "applied", "refused", "refused"]
        )
        self.assertEqual(bulk._result(), [["applied", None, 2]])
        again = self.env["stock.tower.bulk"].browse(bulk.action_rerun()["res_id"])
        self.assertEqual(again.event_count, 2)

    def test_a_result_that_is_not_as_planned_shows(self):
        self.refused()
        mapping = self.map_item()
        bulk = self.plan("retry")
        mapping.active = False
        self.run_bulk(bulk)
        self.assertEqual(bulk.plan, [["applied", None, 1]])
        self.assertEqual(bulk._result(), [["refused", "unknown_item", 1]])
        self.assertEqual(bulk.otherwise_count, 1)

    def test_from_an_exception_to_its_plan(self):
        group = self.of(self.refused())
        self.map_item()
        window = group.with_user(self.operator).action_retry()
        bulk = self.env["stock.tower.bulk"].browse(window["res_id"])
        self.assertEqual((bulk.state, bulk.plan), ("planned", [["applied", None, 1]]))
        self.run_bulk(bulk.with_user(self.operator))
        self.assertEqual(group.state, "resolved")
        self.assertIn("bulk", group.log_ids.mapped("action"))

    def test_only_operators_act_in_bulk(self):
        with self.assertRaises(AccessError):
            self.env["stock.tower.bulk"].with_user(self.viewer).create(
                {"action": "retry"}
            )
        bulk = self.plan("retry")
        for action in ("plan", "start", "cancel"):
            with self.assertRaises(AccessError):
                getattr(bulk.with_user(self.viewer), f"action_{action}")()

    def test_what_was_begun_is_not_edited(self):
        bulk = self.plan("retry")
        for values in ({"state": "running"}, {"subject": "other"}, {"plan": []}):
            with self.assertRaises(UserError):
                bulk.write(values)
        with self.assertRaises(UserError):
            bulk.create({"action": "retry", "state": "running"})
        with self.assertRaises(UserError):
            bulk.unlink()
        bulk.reason = "this may still be said"

    def everything_counted(self):
        self.env.flush_all()
        counts = []
        for table in ("stock_move", "stock_quant", "stock_tower_outbox", "stock_lot"):
            self.env.cr.execute(f"SELECT count(*) FROM {table}")
            counts.append(self.env.cr.fetchone()[0])
        self.env.cr.execute(
            "SELECT state, count(*), sum(retry_count) FROM stock_tower_inbox GROUP BY 1"
        )
        return counts, sorted(self.env.cr.fetchall(), key=str)
