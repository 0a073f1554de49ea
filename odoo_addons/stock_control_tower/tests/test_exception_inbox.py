from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .exception_common import ExceptionCase


@tagged("post_install", "-at_install")
class TestExceptionInbox(ExceptionCase):
    """What the Exceptions page reads, decides and takes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.as_operator = cls.exceptions.with_user(cls.operator)

    def page(self, user=None, **query):
        return self.exceptions.with_user(user or self.operator).inbox_page(query)

    def rows_behind(self, action):
        self.assertEqual(action["views"][0][1], "list")
        return self.env[action["res_model"]].search_count(action["domain"])

    # the list

    def test_one_row_per_cause_with_what_it_blocks(self):
        group = self.of(self.refused("x1"), self.refused("x2"))
        self.refused("y1", sku="OTHER")
        page = self.page()
        self.assertEqual((page["count"], len(page["rows"])), (2, 2))
        [row] = [one for one in page["rows"] if one["id"] == group.id]
        self.assertEqual(
            (row["thing"], row["open_count"], row["state"]), ("NO-SUCH", 2, "new")
        )
        self.assertEqual(row["name"], group.name)

    def test_the_number_on_each_choice_is_the_rows_behind_it(self):
        first = self.of(self.refused("x1"))
        self.refused("y1", sku="OTHER")
        first.with_user(self.operator).action_start()
        page = self.page(view="new", search="unknown_item")
        self.assertEqual(page["views"]["todo"], 2)
        for view, count in page["views"].items():
            self.assertEqual(
                len(self.page(view=view, search="unknown_item")["rows"]), count, view
            )
        for severity, count in self.page()["severities"]:
            self.assertEqual(self.page(severity=severity)["count"], count)
        for partner, count in self.page()["partners"]:
            self.assertEqual(self.page(partner=partner)["count"], count)
        action = self.as_operator.action_inbox_list({"view": "todo"})
        self.assertEqual(self.rows_behind(action), page["views"]["todo"])

    def test_the_orders_at_risk_are_counted_once(self):
        picking = self.env["stock.picking"].search(
            [("state", "not in", ("done", "cancel"))], limit=1
        ) or self.env["stock.picking"].create(
            {"picking_type_id": self.warehouse.out_type_id.id}
        )
        groups = self.of(self.refused("x1"), self.refused("y1", sku="OTHER"))
        groups.sudo().picking_ids = picking
        self.assertEqual(self.page()["at_risk"]["orders"], 1)
        self.assertEqual(self.rows_behind(self.as_operator.action_inbox_orders()), 1)

    def test_what_is_on_screen_comes_along_when_it_has_left_the_view(self):
        group = self.of(self.refused("x1"))
        group.with_user(self.operator).action_snooze()
        page = self.as_operator.inbox_page({"view": "todo"}, shown=group.ids)
        self.assertEqual(page["rows"], [])
        self.assertEqual([one["state"] for one in page["others"]], ["snoozed"])

    def test_search_finds_words_of_the_reason_and_the_thing(self):
        group = self.of(self.refused("x1"))
        for words in ("NO-SUCH", "unknown item", "no-such unknown"):
            self.assertEqual(
                [one["id"] for one in self.page(search=words)["rows"]], group.ids, words
            )
        self.assertFalse(self.page(search="NO-SUCH elsewhere")["rows"])

    # one of them

    def test_the_detail_says_what_why_and_what_settled_it_before(self):
        before = self.of(self.refused("x1", sku="ONCE"))
        self.map_item("ONCE")
        before.event_ids.with_user(self.operator).action_retry()
        self.assertEqual(before.state, "resolved")
        group = self.of(self.refused("y1"))
        found = self.as_operator.inbox_detail(group.id)
        self.assertIn("NO-SUCH", found["evidence"])
        self.assertTrue(found["remedy"])
        self.assertTrue(found["reasons"])
        [similar] = found["similar"]
        self.assertEqual(
            (similar["id"], similar["step"]["action"]), (before.id, "retry")
        )
        self.assertEqual(
            self.rows_behind(group.with_user(self.operator).action_open_similar()),
            found["similar_count"],
        )
        with self.assertRaisesRegex(UserError, "no exception 0"):
            self.as_operator.inbox_detail(0)

    def test_the_fix_opens_a_mapping_filled_in(self):
        group = self.of(self.refused("x1"))
        self.assertFalse(self.as_operator.inbox_detail(group.id)["fix"])
        self.assertTrue(
            self.exceptions.with_user(self.manager).inbox_detail(group.id)["fix"]
        )
        action = group.with_user(self.manager).action_fix()
        mapping = (
            self.env[action["res_model"]]
            .with_context(**action["context"])
            .create({"product_id": self.product.id})
        )
        self.assertEqual(
            (mapping.external_sku, mapping.partner_id), ("NO-SUCH", self.partner)
        )
        group.event_ids._retry()
        self.assertEqual(group.state, "resolved")

    # deciding

    def test_an_act_on_a_query_and_its_way_back(self):
        groups = self.of(self.refused("x1"), self.refused("y1", sku="OTHER"))
        done = self.as_operator.inbox_act("start", query={"view": "new"})
        self.assertEqual((done["done"], done["left"]), (2, 0))
        self.assertEqual(set(groups.mapped("state")), {"in_progress"})
        self.assertEqual(groups.owner_id, self.operator)
        self.assertEqual(self.as_operator.inbox_undo(done["undo"]), 2)
        self.assertEqual(set(groups.mapped("state")), {"new"})
        self.assertFalse(groups.owner_id)
        groups.invalidate_recordset(["log_ids"])
        self.assertEqual(groups[0].log_ids[:1].action, "undo")

    def test_what_others_did_since_is_not_taken_back(self):
        group = self.of(self.refused("x1"))
        done = self.as_operator.inbox_act("acknowledge", group.ids)
        group.with_user(self.manager).action_wait()
        self.assertEqual(self.as_operator.inbox_undo(done["undo"]), 0)
        self.assertEqual(group.state, "waiting")

    def test_nobody_takes_back_what_another_did(self):
        group = self.of(self.refused("x1"))
        done = self.as_operator.inbox_act("acknowledge", group.ids)
        self.assertEqual(
            self.exceptions.with_user(self.manager).inbox_undo(done["undo"]), 0
        )

    def test_viewers_look_only(self):
        group = self.of(self.refused("x1"))
        page = self.page(self.viewer)
        self.assertEqual((page["count"], page["can_act"]), (1, False))
        viewer = self.exceptions.with_user(self.viewer)
        for method, *args in (
            ("inbox_act", "acknowledge", group.ids),
            ("inbox_plan", "retry", group.ids),
            ("inbox_undo", []),
        ):
            with self.assertRaises(AccessError):
                getattr(viewer, method)(*args)

    # many at once

    def test_a_plan_says_what_becomes_of_stock_and_it_does(self):
        group = self.of(self.refused("x1"), self.refused("x2"))
        self.map_item()
        plan = self.as_operator.inbox_plan("retry", group.ids)
        self.assertEqual([one[0::3] for one in plan["plan"]], [["applied", 2]])
        [effect] = plan["effects"]
        self.assertEqual((effect["on_hand"], effect["change"]), (0, 10))
        self.assertEqual(self.on_hand(), 0)
        bulk = self.env["stock.tower.bulk"].browse(plan["id"])
        bulk.with_user(self.operator).begin()
        while bulk.state == "running":
            bulk.sudo()._run_chunk(1)
        brief = bulk.with_user(self.operator).brief()
        self.assertEqual((brief["done_count"], brief["otherwise_count"]), (2, 0))
        self.assertEqual(self.on_hand(), 10)
        self.assertFalse(brief["may_undo"])

    def test_a_discard_is_taken_back_by_a_plan_of_its_own(self):
        group = self.of(self.refused("x1"), self.refused("x2"))
        plan = self.as_operator.inbox_plan("discard", group.ids)
        bulk = self.env["stock.tower.bulk"].browse(plan["id"])
        with self.assertRaises(UserError):
            bulk.with_user(self.operator).begin()
        bulk.with_user(self.operator).begin("sent by mistake")
        bulk.sudo()._run_chunk()
        self.assertEqual(group.state, "resolved")
        self.assertTrue(bulk.with_user(self.operator).brief()["may_undo"])
        back = bulk.with_user(self.operator).undo()
        self.assertEqual([one[0::3] for one in back["plan"]], [["refused", 2]])
        back = self.env["stock.tower.bulk"].browse(back["id"])
        back.with_user(self.operator).begin()
        back.sudo()._run_chunk()
        self.assertEqual((group.state, group.open_count), ("regressed", 2))

    def test_screens_hear_of_a_change_once(self):
        groups = self.of(self.refused("x1"), self.refused("y1", sku="OTHER"))
        self.env.cr.precommit.data.clear()
        groups.with_user(self.operator).action_acknowledge()
        said = self.env.cr.precommit.data["bus.bus.values"]
        hints = [
            one for one in said if "stock_control_tower.exceptions" in one["message"]
        ]
        self.assertEqual(len(hints), 1)
