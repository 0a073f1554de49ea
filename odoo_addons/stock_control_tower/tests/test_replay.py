from odoo.exceptions import UserError
from odoo.tests import tagged

from .exception_common import ExceptionCase
from .rpc_common import RpcCase


@tagged("post_install", "-at_install")
class TestReplayIn(ExceptionCase):
    """Stored events through the same door: what took effect stays as it is."""

    def test_only_what_did_not_take_effect_changes(self):
        self.ingest(*(self.event(f"r{n}") for n in range(3)))
        refused = self.refused()
        self.map_item()
        answers = len(self.outcomes())
        repeats = sum(self.inbox.search([]).mapped("duplicate_count"))
        bulk = (
            self.env["stock.tower.bulk"]
            .with_user(self.operator)
            .create({"action": "replay", "partner_id": self.partner.id})
        )
        bulk.action_plan()
        self.assertEqual(bulk.plan, [["applied", None, 4]])
        self.assertEqual(self.on_hand(), 15)
        bulk.action_start()
        while bulk.state == "running":
            bulk.sudo()._run_chunk(3)
        self.assertEqual(bulk._result(), [["applied", None, 4]])
        self.assertEqual((refused.state, self.on_hand()), ("applied", 20))
        self.assertEqual(len(self.outcomes()), answers + 1)
        self.assertEqual(sum(self.inbox.search([]).mapped("duplicate_count")), repeats)
        rows = self.inbox.search([("partner_id", "=", self.partner.id)])
        self.assertEqual(rows._same_door(), {"unchanged": 4})
        self.assertEqual(self.on_hand(), 20)

    def test_choices(self):
        self.ingest(self.event("one"), self.event("two"))
        bulk = self.env["stock.tower.bulk"].with_user(self.operator)
        for choice, found in (
            ({"business_key": "key:one"}, ["one"]),
            ({"source": "urn:test:wms"}, ["one", "two"]),
            ({"source": "urn:test:else"}, []),
            ({"received_from": "2999-01-01 00:00:00"}, []),
            ({"received_to": "2999-01-01 00:00:00"}, ["one", "two"]),
        ):
            one = bulk.create(
                {"action": "replay", "partner_id": self.partner.id, **choice}
            )
            one.action_plan()
            self.assertEqual(
                sorted(one.line_ids.inbox_id.mapped("event_id")), found, choice
            )

    def test_a_source_that_has_changed_is_not_taken_for_new(self):
        self.ingest(self.event("r"))
        self.partner.source = "urn:test:renamed"
        rows = self.inbox.search([("partner_id", "=", self.partner.id)])
        self.assertEqual(rows._same_door(), {"not_recognised": 1})
        self.assertEqual(self.on_hand(), 5)


@tagged("post_install", "-at_install")
class TestReplayOut(RpcCase):
    """A range of the log is fetched once more by the holder of the outbox."""

    def replay(self, **values):
        return self.env["stock.tower.replay"].create(
            {"subscription_id": self.subscription.id, "reason": "test", **values}
        )

    def move(self, *quantities):
        for quantity in quantities:
            self.env["stock.quant"]._update_available_quantity(
                self.product, self.stock, quantity
            )
        self.env.flush_all()

    def page(self, claim, limit=500):
        return self.call("replay.fetch", {"fence": claim["fence"], "limit": limit})[
            "result"
        ]

    def test_a_range_is_published_again(self):
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        start = int(claim["head"])
        self.move(1, 2, 3, 4)
        fetch = {"fence": claim["fence"], "after": str(start)}
        live = self.call("outbox.fetch", fetch)["result"]
        self.assertFalse(live["replay"])
        warehouse = self.stock.warehouse_id
        replay = self.replay(
            from_sequence=start + 2, to_sequence=start + 3, warehouse_id=warehouse.id
        )
        replay.action_queue()
        self.assertEqual(replay.event_count, 2)
        self.env.flush_all()
        self.assertTrue(self.call("outbox.fetch", fetch)["result"]["replay"])
        first = self.page(claim, 1)
        self.assertEqual(first["replay"], replay.id)
        self.assertEqual(first["events"], live["events"][1:2])
        params = {"fence": claim["fence"], "replay": replay.id, "published": 1}
        self.call("replay.advance", {**params, "to": first["last"]})
        self.call("replay.advance", {**params, "to": first["last"]})
        second = self.page(claim)
        self.assertEqual(second["events"], live["events"][2:3])
        self.call("replay.advance", {**params, "to": second["last"]})
        replay.invalidate_recordset()
        self.assertEqual((replay.state, replay.published_count), ("done", 2))
        self.assertIsNone(self.page(claim)["replay"])

    def test_choices(self):
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        start = int(claim["head"])
        self.move(1, 2)
        self.call("outbox.fetch", {"fence": claim["fence"], "after": str(start)})
        for values, count in (
            ({"kinds": "goods_received"}, 0),
            ({"from_time": "2999-01-01 00:00:00"}, 0),
            ({"to_time": "2999-01-01 00:00:00"}, 2),
        ):
            one = self.replay(from_sequence=start + 1, **values)
            one.action_preview()
            self.assertEqual(one.event_count, count, values)
        with self.assertRaises(UserError):
            self.replay(kinds="nonsense").action_preview()
        with self.assertRaises(UserError):
            self.replay(from_sequence=start + 100).action_queue()

    def test_cancelled_or_fenced(self):
        claim = self.call("outbox.claim", {"holder": "a"})["result"]
        self.move(1)
        self.call("outbox.fetch", {"fence": claim["fence"], "after": claim["head"]})
        replay = self.replay()
        replay.action_queue()
        old = {"fence": claim["fence"] - 1}
        self.assertEqual(self.code("replay.fetch", old), -32010)
        replay.action_cancel()
        self.env.flush_all()
        self.assertIsNone(self.page(claim)["replay"])

    def test_messages_put_aside_are_reported(self):
        message = {
            "reason": "contract_violation",
            "exchange": "stock.out",
            "detail": "/data: is wrong\0",
            "body": "{}",
        }
        self.call("exceptions.report", {"messages": [message]})
        group = self.env["stock.tower.exception"].search([("category", "=", "dead")])
        self.assertEqual(group.open_count, 1)
        for bad in ([], [{}], [message | {"body": 1}], "x"):
            self.assertEqual(self.code("exceptions.report", {"messages": bad}), -32602)
