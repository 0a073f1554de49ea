import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .inbound_common import InboundCase

_APPLY = "odoo.addons.stock_control_tower.models.inbox.apply"


@tagged("post_install", "-at_install")
class TestFlowWaiting(InboundCase):
    """What comes outside its flow's time is kept, and takes effect at its time."""

    def setUp(self):
        super().setUp()
        self.schedule()

    def schedule(self, flow=None):
        """A window that begins in two hours, on the warehouse's own clock."""
        self.warehouse.partner_id.tz = "Asia/Tokyo"
        tokyo = datetime.now(UTC) + timedelta(hours=9)
        start = (tokyo.hour + tokyo.minute / 60 + 2) % 24
        (flow or self.flow).write(
            {
                "timeliness": "scheduled",
                "window_start": start,
                "window_end": (start + 1) % 24,
            }
        )

    def row(self, event_id):
        return self.inbox.search([("event_id", "=", event_id)], limit=1, order="id")

    def time_passes(self, *event_ids):
        """The window has begun."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE stock_tower_inbox SET due_at = due_at - interval '3 hours'
                WHERE state = 'waiting' AND (%s OR event_id = ANY(%s))""",
            [not event_ids, list(event_ids)],
        )
        self.env.invalidate_all()

    def told(self):
        return [
            (one.data["about"]["id"], one.data["outcome"]) for one in self.outcomes()
        ]

    def test_outside_the_window_an_event_waits(self):
        outcome, row = self.ingest_one(self.event("w1"))
        self.assertEqual(outcome["outcome"], "waiting")
        self.assertEqual((row.state, row.flow_id), ("waiting", self.flow))
        due = row.due_at - datetime.now(UTC).replace(tzinfo=None)
        self.assertTrue(timedelta(hours=1) < due <= timedelta(hours=2, seconds=1), due)
        self.assertEqual(outcome["until"][:19], f"{row.due_at:%FT%T}")
        self.assertEqual(self.on_hand(), 0)
        self.assertEqual(self.told(), [], "nothing is decided yet")
        self.assertEqual(self.inbox._apply_due(), 0, "and it is not due")

    def test_inside_the_window_it_takes_effect(self):
        self.ingest(self.event("w2"), self.event("w3", quantity="2"))
        self.time_passes()
        self.assertEqual(self.inbox._apply_due(), 2)
        self.assertEqual(self.on_hand(), 7)
        row = self.row("w2")
        self.assertEqual((row.state, row.outcome["outcome"]), ("applied", "applied"))
        self.assertTrue(row.move_ids)
        self.assertFalse(row.due_at)
        self.assertEqual(self.told(), [("w2", "applied"), ("w3", "applied")])
        self.assertEqual(self.inbox._apply_due(), 0)

    def test_all_day_applies_at_once(self):
        self.flow.write({"window_start": 0, "window_end": 24})
        self.assertEqual(self.ingest(self.event("w4"))[0]["outcome"], "applied")

    def test_repeats_are_answered_when_the_first_is(self):
        event = self.event("w5")
        outcomes = self.ingest(event, event) + self.ingest(event)
        self.assertEqual({one["outcome"] for one in outcomes}, {"waiting"})
        self.assertEqual(self.row("w5").duplicate_count, 2)
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.told(), [("w5", "applied")] + [("w5", "duplicate")] * 2)
        self.assertEqual(self.outcomes()[-1].data["first"]["outcome"], "applied")
        self.assertEqual(self.ingest(event)[0]["outcome"], "duplicate")
        self.assertEqual(self.on_hand(), 5)

    def test_any_number_of_repeats_is_answered_in_batches(self):
        """One event that waited was sent again a thousand times; its turn must not make
        a thousand answers in one transaction."""
        event, other = self.event("w5"), self.event("w5b")
        self.ingest(event, other, *[event] * 7, other)
        self.time_passes()
        handled = []
        while count := self.inbox._apply_due(limit=3):
            handled.append(count)
            told = self.told()
            self.assertLessEqual(len(told), 2 + 3 * len(handled))
        self.assertEqual(handled, [2 + 3, 3, 2])
        self.assertEqual(told[:2], [("w5", "applied"), ("w5b", "applied")])
        self.assertEqual(told[2:], [("w5", "duplicate")] * 7 + [("w5b", "duplicate")])
        last = self.outcomes()[-1].data
        self.assertEqual(last["first"]["outcome"], "applied")
        self.assertEqual(last["about"]["rawSha256"], self.row("w5b").raw_sha256)
        self.assertEqual(self.ingest(event)[0]["outcome"], "duplicate")
        self.assertEqual(self.inbox._apply_due(), 0, "a later one is answered at once")

    def test_a_conflict_with_one_that_waits_is_one_at_once(self):
        first = self.event("w6")
        self.ingest(first)
        outcome = self.ingest(self.event("w6", quantity="9"))[0]
        self.assertEqual(outcome["outcome"], "conflict")
        self.assertNotIn("first", outcome)
        self.assertEqual(self.told(), [("w6", "conflict")])
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.on_hand(), 5)

    def test_nobody_overtakes_those_that_wait(self):
        self.ingest(self.event("w7", quantity="5"))
        self.flow.timeliness = "realtime"
        outcome = self.ingest(self.event("w8", "shipment_dispatched", quantity="2"))[0]
        self.assertEqual(outcome["outcome"], "waiting")
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.told(), [("w7", "applied"), ("w8", "applied")])
        self.assertEqual(self.on_hand(), 3)
        self.assertEqual(self.ingest(self.event("w9"))[0]["outcome"], "applied")

    def test_a_flow_that_became_faster_does_not_overtake_itself(self):
        self.ingest(self.event("slow"))
        for number, name in enumerate(("realtime", "micro_batch")):
            self.flow.write({"timeliness": name, "batch_seconds": 60})
            self.ingest(self.event(f"fast{number}"))
            self.assertEqual(self.row(f"fast{number}").due_at, self.row("slow").due_at)

    def test_nobody_overtakes_at_either_end_of_a_transfer(self):
        """It waits for the one warehouse; what comes for the other one after it used to
        take effect before it."""
        self._own_flow()
        leaves = self._transfer("both")
        later = self.event("later", warehouse="INBX")
        last = self.event("last", warehouse="INBX")
        outcomes = self.ingest(leaves) + self.ingest(later, last)
        self.assertEqual({one["outcome"] for one in outcomes}, {"waiting"}, outcomes)
        rows = self.row("both") + self.row("later") + self.row("last")
        self.assertEqual(len(set(rows.mapped("due_at"))), 1)
        self.time_passes()
        self.inbox._apply_due(limit=1)
        self.inbox._apply_due()
        self.assertEqual(
            self.told(),
            [("both", "applied"), ("later", "applied"), ("last", "applied")],
        )
        self.assertEqual(
            self.ingest(self.event("free", warehouse="INBX"))[0]["outcome"], "applied"
        )

    def test_nor_in_the_same_batch(self):
        self._own_flow()
        leaves = self._transfer("both")
        outcomes = self.ingest(leaves, self.event("later", warehouse="INBX"))
        self.assertEqual({one["outcome"] for one in outcomes}, {"waiting"}, outcomes)

    def test_a_new_flow_for_a_warehouse_goes_behind_what_waits(self):
        self.ingest(self.event("old"))
        own = self.env["stock.tower.flow"].create(
            {"partner_id": self.partner.id, "warehouse_id": self.warehouse.id}
        )
        own.action_set_mode("live", "test")
        self.assertEqual(self.ingest(self.event("new"))[0]["outcome"], "waiting")

    def _transfer(self, event_id):
        event = self.event(event_id, "stock_moved", quantity="2")
        there = {"state": "available", "location": {"warehouse": "INBX"}}
        event["data"]["lines"][0]["to"] = there
        return event

    def _own_flow(self):
        self.partner.warehouse_ids |= self.other_warehouse
        own = self.env["stock.tower.flow"].create(
            {"partner_id": self.partner.id, "warehouse_id": self.other_warehouse.id}
        )
        own.action_set_mode("live", "test")

    def test_another_flow_does_not_wait(self):
        self._own_flow()
        outcomes = self.ingest(self.event("w10"), self.event("w11", warehouse="INBX"))
        self.assertEqual([one["outcome"] for one in outcomes], ["waiting", "applied"])

    def test_batches_keep_the_order_of_arrival(self):
        self.put(1)
        events = [
            self.event("in", quantity="4"),
            self.event("out", "shipment_dispatched"),
        ]
        self.ingest(*events)
        self.time_passes()
        self.assertEqual(self.inbox._apply_due(limit=1), 1)
        self.assertEqual(self.on_hand(), 5)
        self.assertEqual(self.inbox._apply_due(limit=1), 1)
        self.assertEqual(self.on_hand(), 0)

    def test_what_is_not_mapped_is_refused_at_once(self):
        outcome = self.ingest(self.event("w12", sku="NO-SUCH"))[0]
        self.assertEqual(outcome["code"], "unknown_item")

    def test_the_world_may_change_meanwhile(self):
        self.ingest(self.event("gone"), self.event("kept"), self.event("off"))
        self.time_passes("gone")
        self.product.default_code = "OTHER"
        self.inbox._apply_due()
        self.assertEqual(self.row("gone").code, "unknown_item")
        self.product.default_code = "INB-1"
        self.flow.action_set_mode("shadow", "test")
        self.time_passes("kept")
        self.inbox._apply_due()
        self.assertEqual(self.row("kept").code, "mode_shadow")
        self.flow.action_set_mode("off", "test")
        self.time_passes("off")
        self.inbox._apply_due()
        self.assertEqual(self.row("off").code, "flow_off")
        self.assertEqual(
            self.told(), [("gone", "refused"), ("kept", "recorded"), ("off", "refused")]
        )
        self.assertEqual(self.on_hand(), 0)

    def test_an_archived_partner_has_no_effect(self):
        self.ingest(self.event("w13"))
        self.partner.active = False
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.row("w13").code, "unknown_partner")
        self.assertEqual(self.on_hand(), 0)

    def test_a_failure_is_tried_again_and_at_last_kept(self):
        self.ingest(self.event("odd", sku="INB-KG", uom="KGM"), self.event("fine"))
        self.time_passes()
        with self._failing(), mute_logger(_APPLY):
            self.assertEqual(self.inbox._apply_due(), 2)
            row = self.row("odd")
            self.assertEqual((row.state, row.attempts), ("waiting", 1))
            self.assertEqual(self.told(), [("fine", "applied")])
            self.assertEqual(self.inbox._apply_due(), 0, "not yet")
            for attempts in range(2, 5):
                self.time_passes()
                self.inbox._apply_due()
                self.assertEqual(self.row("odd").attempts, attempts)
            self.time_passes()
            self.inbox._apply_due()
        row = self.row("odd")
        self.assertEqual((row.state, row.code), ("refused", "apply_failed"))
        self.assertIn(("odd", "refused"), self.told())

    def test_a_failure_heals(self):
        self.ingest(self.event("odd", sku="INB-KG", uom="KGM"))
        self.time_passes()
        with self._failing(), mute_logger(_APPLY):
            self.inbox._apply_due()
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.row("odd").state, "applied")
        self.assertEqual(self.on_hand(self.kilo_product), 5)

    def _failing(self):
        lines = self.env.registry["stock.move.line"]
        original = lines._synchronize_quant

        def failing(line, *args, **values):
            if line.product_id == self.kilo_product:
                raise ZeroDivisionError("boom")
            return original(line, *args, **values)

        return patch.object(lines, "_synchronize_quant", failing)

    def test_micro_batches(self):
        self.flow.write({"timeliness": "micro_batch", "batch_seconds": 3600})
        outcome, row = self.ingest_one(self.event("m1"))
        self.assertEqual(outcome["outcome"], "waiting")
        self.assertEqual((row.due_at.minute, row.due_at.second), (0, 0))
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.on_hand(), 5)

    def test_late_arrivals_take_effect_and_are_marked(self):
        self.flow.write({"timeliness": "realtime", "latest_hours": 2})
        late = self.event("late") | {"time": self.at(hours=-3)}
        self.ingest(late, self.event("prompt"))
        self.assertTrue(self.row("late").is_late)
        self.assertFalse(self.row("prompt").is_late)
        self.assertEqual(self.on_hand(), 10)
        found = {one.code: one.count for one in self.flow._assess()}
        self.assertEqual(found["late_arrivals"], 1)

    def test_late_is_judged_on_arrival(self):
        self.flow.latest_hours = 2
        self.ingest(self.event("in-time"))
        self.time_passes()
        self.inbox._apply_due()
        self.assertFalse(self.row("in-time").is_late)

    def test_a_waiting_event_holds_its_business_key(self):
        first, second = self.event("k1"), self.event("k2")
        second["data"]["businessKey"] = first["data"]["businessKey"]
        self.ingest(first)
        outcome = self.ingest(second)[0]
        self.assertEqual(outcome["code"], "duplicate_business_key")
        self.time_passes()
        self.inbox._apply_due()
        self.assertEqual(self.row("k1").state, "applied")

    def test_the_scheduled_action_runs(self):
        self.ingest(self.event("cron"))
        self.time_passes()
        cron = self.env.ref("stock_control_tower.cron_apply_due")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.row("cron").state, "applied")

    def test_times_are_checked(self):
        for values in (
            {"timeliness": "micro_batch", "batch_seconds": 5},
            {"window_start": 24},
            {"window_end": -1},
            {"latest_hours": -1},
        ):
            with self.assertRaises(ValidationError):
                self.flow.write(values)

    def test_status_counts_what_waits(self):
        before = self.env["stock.tower.status"]._read_status(
            self.env["stock.tower.subscription"]
        )["inbox"]
        self.ingest(self.event("s1"))
        self.flow.action_set_mode("shadow", "test")
        self.ingest(self.event("s2"))
        after = self.env["stock.tower.status"]._read_status(
            self.env["stock.tower.subscription"]
        )["inbox"]
        self.assertEqual(after["waiting"] - before["waiting"], 1)
        self.assertEqual(after["recorded"] - before["recorded"], 1)
        json.dumps(after)
