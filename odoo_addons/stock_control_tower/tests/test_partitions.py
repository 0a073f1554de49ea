"""Partitions as the sidecars see them: over the service route."""

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .rpc_common import RpcCase

INTAKE = "-1"
FENCED, LEASED, INVALID = -32010, -32011, -32602


class Member:
    """A sidecar that holds what it is told to hold."""

    def __init__(self, case, name, instance=None):
        self.case, self.name, self.instance = case, name, instance or f"{name}-1"
        self.held, self.drained, self.answer = {}, {}, None

    def lease(self, **more):
        params = {
            "name": self.name,
            "instance": self.instance,
            "held": self.held,
            "drained": self.drained,
            **more,
        }
        self.answer = self.case.call("partitions.lease", params)
        if "result" in self.answer:
            self.answer = self.answer["result"]
            self.held = self.answer["held"]
        return self.held

    @property
    def lanes(self):
        return {n: fence for n, fence in self.held.items() if n != INTAKE}


@tagged("post_install", "-at_install")
class TestPartitions(RpcCase):
    def setUp(self):
        super().setUp()
        self.env["stock.tower.sidecar"].search([]).unlink()
        self.env["stock.tower.partition"].search([]).unlink()

    def silent(self, member, seconds=25):
        """As if nothing had been heard of it for so long."""
        row = self.env["stock.tower.sidecar"].search([("name", "=", member.name)])
        row.last_seen = fields.Datetime.now() - timedelta(seconds=seconds)
        row.flush_recordset()

    def ingest(self, lanes, sku="SKU-RPC"):
        body = json.dumps({"id": "e", "data": {"lines": [{"item": {"sku": sku}}]}})
        items = [{"partner": "nobody", "body": body}]
        return self.call("inbox.ingest", {"items": items, "lanes": lanes})

    def rows(self):
        return self.env["stock.tower.inbox"].search_count([])

    def test_the_first_holds_all(self):
        one = Member(self, "one")
        one.lease()
        self.assertEqual(sorted(map(int, one.held)), list(range(-1, 8)))
        self.assertEqual(one.answer["partitions"], 8)

    def test_a_second_gets_its_half_once_it_was_let_go(self):
        one, two = Member(self, "one"), Member(self, "two")
        one.lease()
        two.lease()
        self.assertFalse(two.held)
        one.lease()
        self.assertEqual(len(one.lanes), 4)
        two.lease()
        self.assertFalse(two.held, "the first has not let go yet")
        one.lease()
        two.lease()
        self.assertEqual((len(one.lanes), len(two.lanes)), (4, 4))
        self.assertFalse(set(one.held) & set(two.held))

    def test_takeover_after_silence_and_the_former_holder_is_fenced(self):
        one, two = Member(self, "one"), Member(self, "two")
        one.lease()
        self.silent(one, 15)
        two.lease()
        self.assertFalse(two.held, "15 seconds are no silence")
        self.silent(one)
        two.lease()
        self.assertEqual(len(two.held), 9)
        self.assertTrue(all(two.held[n] > one.held[n] for n in one.held))
        before = self.rows()
        answer = self.ingest({"3": one.held["3"]})
        self.assertEqual(answer["error"]["code"], FENCED)
        self.assertIn("Lane 3", answer["error"]["message"])
        self.assertEqual(self.rows(), before)
        self.assertIn("result", self.ingest({"3": two.held["3"]}))
        self.assertEqual(self.rows(), before + 1)

    def test_one_stale_lane_refuses_the_whole_batch(self):
        one = Member(self, "one")
        one.lease()
        before = self.rows()
        answer = self.ingest({"3": one.held["3"], "4": one.held["4"] + 1})
        self.assertEqual(answer["error"]["code"], FENCED)
        self.assertEqual(self.rows(), before)

    def test_a_restart_gets_new_fences_at_once(self):
        old, new = Member(self, "one"), Member(self, "one", "one-2")
        old.lease()
        new.lease()
        self.assertEqual(len(new.held), 9)
        self.assertEqual(self.ingest({"0": old.held["0"]})["error"]["code"], FENCED)

    def test_of_two_under_one_name_the_newer_counts(self):
        old, new = Member(self, "one"), Member(self, "one", "one-2")
        old.lease()
        new.lease()
        old.lease()
        self.assertEqual(old.answer["error"]["code"], LEASED)
        self.assertIn("SIDECAR_NAME", old.answer["error"]["message"])
        new.lease()
        self.assertEqual(len(new.held), 9)

    def test_one_that_was_known_before_it_took_part(self):
        """Its report of the broker may come before its first lease."""
        report = {"name": "one", "broker": {"ok": True}, "queues": []}
        self.call("tower.report", report)
        one = Member(self, "one")
        one.lease()
        self.assertEqual(len(one.held), 9)
        row = self.env["stock.tower.sidecar"].search([("name", "=", "one")])
        self.assertEqual((row.member_state, row.broker_ok), ("alive", True))

    def test_one_that_leaves_waits_for_nobody(self):
        one, two = Member(self, "one"), Member(self, "two")
        one.lease()
        self.call("partitions.leave", {"name": "one", "instance": "one-1"})
        two.lease()
        self.assertEqual(len(two.held), 9)

    def test_another_number_takes_effect_when_every_lane_drained(self):
        one = Member(self, "one")
        one.lease()
        fences = dict(one.held)
        self.env["ir.config_parameter"].set_param("stock_control_tower.partitions", "3")
        one.lease()
        drain = one.answer["drain"]
        self.assertTrue(drain)
        one.drained = {str(lane): drain for lane in range(7)}
        one.lease()
        self.assertEqual((one.answer["partitions"], one.answer["drain"]), (8, drain))
        one.drained["7"] = drain
        one.lease()
        self.assertEqual((one.answer["partitions"], one.answer["drain"]), (3, 0))
        self.assertEqual(sorted(map(int, one.held)), [-1, 0, 1, 2])
        self.env["ir.config_parameter"].set_param("stock_control_tower.partitions", "8")
        one.lease()
        self.assertGreater(one.answer["drain"], drain)
        one.drained = {str(lane): one.answer["drain"] for lane in range(3)}
        one.lease()
        self.assertEqual(len(one.held), 9)
        self.assertGreater(one.held["7"], fences["7"])

    def test_a_drain_reported_by_another_than_the_holder_does_not_count(self):
        one, two = Member(self, "one"), Member(self, "two")
        one.lease()
        self.env["ir.config_parameter"].set_param("stock_control_tower.partitions", "3")
        one.lease()
        two.drained = {str(lane): one.answer["drain"] for lane in range(8)}
        two.lease()
        self.assertEqual(two.answer["partitions"], 8)

    def test_a_change_of_mind_calls_the_drain_off(self):
        one = Member(self, "one")
        one.lease()
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("stock_control_tower.partitions", "3")
        one.lease()
        parameters.set_param("stock_control_tower.partitions", "8")
        one.lease()
        called_off = one.answer["drain"]
        self.assertEqual((one.answer["partitions"], called_off), (8, 0))
        parameters.set_param("stock_control_tower.partitions", "4")
        one.lease()
        self.assertGreater(
            one.answer["drain"], 1, "marks of the first may be on the way"
        )

    def test_what_the_screen_shows(self):
        one = Member(self, "one")
        one.lease(events_brought=42, breaker="open")
        lane = self.env["stock.tower.partition"].search([("number", "=", 0)])
        lane.invalidate_recordset()
        lane.sidecar_id.invalidate_recordset()
        self.assertEqual(
            (lane.name, lane.sidecar_id.name, lane.sidecar_state, lane.breaker),
            ("Lane 0", "one", "alive", "open"),
        )
        self.assertEqual(lane.events_brought, 42)
        self.silent(one)
        lane.invalidate_recordset()
        self.assertEqual(lane.sidecar_state, "gone")

    def test_odd_calls_are_refused(self):
        good = {"name": "one", "instance": "i"}
        for bad in (
            {"held": [0]},
            {"held": {"x": 1}},
            {"held": {"0": "1"}},
            {"held": {"0": -1}},
            {"breaker": "broken"},
            {"name": ""},
        ):
            with self.subTest(bad):
                self.assertEqual(
                    self.code("partitions.lease", {**good, **bad}), INVALID
                )

    def test_the_setting_keeps_within_bounds(self):
        for number in (0, 65):
            with self.assertRaisesRegex(ValidationError, "1 to 64"):
                self.env["res.config.settings"].create({"tower_partitions": number})
