"""Counts on the floor: what Odoo expects, compare and set; and what needs somebody."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .exception_common import ExceptionCase
from .floor_common import FloorCase
from .race_common import RaceCase


class TestFloorCount(FloorCase):
    def test_a_place_says_what_is_expected_there(self):
        place = self.floor.place(self.shelf.id)
        expected = [
            (line["sku"], line["lot"], line["expected"]) for line in place["lines"]
        ]
        self.assertEqual(expected, [("SKU-L1", None, "12.5"), ("SKU-L2", "LOT-1", "7")])
        self.assertFalse(place["more"])

    def test_a_count_becomes_the_figure_and_is_told_as_a_count(self):
        self.events()
        answer = self.floor.count(self.bin_key, "12.5", "11")
        self.assertEqual(answer, {"posted": True, "before": "12.5", "after": "11"})
        self.assertEqual(self.on_shelf(), 11)
        [event] = self.events("cycle_count_posted")
        self.assertEqual((event.quantity, event.location_id), (1.5, self.shelf))
        self.assertEqual(event.move_id.create_uid, self.user)

    def test_a_count_is_remembered_against_what_is_told_late(self):
        self.floor.count(self.bin_key, "12.5", "12.5")
        anchor = self.env["stock.tower.count.anchor"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.shelf.id)]
        )
        self.assertEqual(anchor.quantity, 12.5)

    def test_what_changed_while_somebody_counted_is_not_overwritten(self):
        self.receive(self.product, 3, self.shelf)
        self.events()
        answer = self.floor.count(self.bin_key, "12.5", "12")
        self.assertEqual(answer, {"posted": False, "before": "15.5", "after": "15.5"})
        self.assertEqual(self.on_shelf(), 15.5)
        self.assertFalse(self.events())
        self.assertTrue(self.floor.count(self.bin_key, "15.5", "12")["posted"])

    def test_pressed_twice_it_counts_once(self):
        self.floor.count(self.bin_key, "12.5", "11")
        again = self.floor.count(self.bin_key, "12.5", "11")
        self.assertEqual((again["posted"], self.on_shelf()), (False, 11))

    def test_quants_that_odoo_has_not_merged_yet_are_one_figure(self):
        values = {"product_id": self.product.id, "location_id": self.shelf.id}
        self.Quant.create({**values, "quantity": 2})
        self.assertEqual(len(self.floor._quants(self.bin_key)), 2)
        [line] = [
            one
            for one in self.floor.place(self.shelf.id)["lines"]
            if one["product_id"] == self.product.id
        ]
        self.assertEqual(line["expected"], "14.5")
        self.assertTrue(self.floor.count(self.bin_key, "14.5", "13")["posted"])
        self.assertEqual(self.on_shelf(), 13)

    def test_an_inventory_request_that_waits_does_not_stand_in_the_way(self):
        quant = self.floor._quants(self.bin_key)
        quant.with_context(inventory_mode=True).inventory_quantity = 11
        self.receive(self.product, 3, self.shelf)
        answer = self.floor.count(self.bin_key, "15.5", "11")
        self.assertEqual((answer["posted"], self.on_shelf()), (True, 11))

    def test_what_nobody_expected_can_be_found(self):
        new = self._new_product("SKU-FLOOR")
        key = {**self.bin_key, "product_id": new.id}
        self.assertEqual(self.floor.line(key)["expected"], "0")
        self.assertTrue(self.floor.count(key, "0", "4")["posted"])
        self.assertEqual(self.on_shelf(product_id=new.id), 4)
        self.assertEqual(self.floor.line(key)["expected"], "4")

    def test_lots_are_counted_by_lot(self):
        key = {**self.bin_key, "product_id": self.lot_product.id}
        with self.assertRaisesRegex(UserError, "by lot or serial"):
            self.floor.count(key, "7", "6")
        key["lot_id"] = self.lot.id
        self.assertTrue(self.floor.count(key, "7", "6")["posted"])
        with self.assertRaisesRegex(UserError, "no lot of"):
            self.floor.count({**key, "product_id": self.product.id}, "0", "1")

    def test_goods_of_a_package_and_of_an_owner_are_lines_of_their_own(self):
        package = self.env["stock.package"].create({"name": "FLOOR-P"})
        self.Quant._update_available_quantity(
            self.product, self.shelf, 6, package_id=package, owner_id=self.owner
        )
        key = {
            **self.bin_key, "package_id": package.id, "owner_id": self.owner.id,
        }  # fmt: skip
        self.assertTrue(self.floor.count(key, "6", "5")["posted"])
        self.assertEqual((self.on_shelf(**key), self.on_shelf()), (5, 12.5))
        with self.assertRaisesRegex(UserError, "has left"):
            self.floor.count({**key, "location_id": self.stock.id}, "0", "1")

    def test_quantities_that_cannot_be(self):
        serial = self._new_product("SKU-SN", tracking="serial")
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": serial.id})
        key = {**self.bin_key, "product_id": serial.id, "lot_id": lot.id}
        with self.assertRaisesRegex(UserError, "once or not at all"):
            self.floor.count(key, "0", "2")
        for text in ("-1", "ten", "NaN"):
            with self.subTest(text), self.assertRaises(UserError):
                self.floor.count(self.bin_key, "12.5", text)

    def test_places_of_other_companies_are_not_counted(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        for call in (
            lambda: self.floor.place(foreign.lot_stock_id.id),
            lambda: self.floor.count(
                {**self.bin_key, "location_id": foreign.lot_stock_id.id}, "0", "1"
            ),
        ):
            with self.assertRaisesRegex(UserError, "companies you have switched on"):
                call()

    def test_who_only_looks_does_not_count(self):
        viewer = new_test_user(
            self.env, "floor-viewer", groups="stock_control_tower.group_viewer"
        )
        floor = self.floor.with_user(viewer)
        self.assertFalse(floor.opening()["may_count"])
        with self.assertRaisesRegex(AccessError, "Inventory / User"):
            floor.count(self.bin_key, "12.5", "11")
        outsider = new_test_user(self.env, "floor-outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.floor.with_user(outsider).scan("SKU-L1", self.warehouse.id)


@tagged("post_install", "-at_install")
class TestFloorRace(RaceCase):
    """Two tablets at one place, or a tablet and a fork-lift."""

    def _counting(self, expected, counted):
        key = {
            "product_id": self._race[1],
            "location_id": self._place,
            "lot_id": None,
            "package_id": None,
            "owner_id": None,
        }
        return lambda env: env["stock.tower.floor"].count(key, expected, counted)

    def test_two_counts_of_what_nobody_expected(self):
        with self._connection() as env:  # so that Odoo itself does not touch it again
            place = env["stock.location"].browse(self._place)
            place.last_inventory_date = fields.Date.today()
        first, second = self._run_past(
            self._counting("0", "4"), self._counting("0", "5")
        )
        self.assertEqual((first["posted"], second["posted"]), (True, False))
        self.assertEqual(second["before"], "4")

    def test_a_count_waits_for_a_movement(self):
        with self._connection() as env:
            self._counting("0", "10")(env)

        def leave(env):
            env["stock.quant"]._update_available_quantity(
                env["product.product"].browse(self._race[1]),
                env["stock.location"].browse(self._place),
                -3,
            )

        _left, counted = self._run_past(leave, self._counting("10", "8"))
        self.assertEqual(counted, {"posted": False, "before": "7", "after": "7"})


class TestFloorExceptions(ExceptionCase):
    def setUp(self):
        super().setUp()
        self.floor = self.env["stock.tower.floor"].with_user(self.viewer)

    def counts(self, warehouse):
        return self.floor.opening(warehouse.id)["exceptions"]

    def test_each_number_is_the_cards_behind_it(self):
        before = self.counts(self.warehouse)
        self.refused("x1")
        self.refused("x2", sku="OTHER")
        counts = self.counts(self.warehouse)
        self.assertEqual(counts["receiving"], before["receiving"] + 2)
        self.assertEqual(counts["picking"], before["picking"])
        for side, count in counts.items():
            page = self.floor.exceptions(side, self.warehouse.id, limit=500)
            self.assertEqual((page["count"], len(page["rows"])), (count, count))
        page = self.floor.exceptions("receiving", self.warehouse.id, limit=1)
        self.assertEqual((page["count"], len(page["rows"])), (counts["receiving"], 1))

    def test_a_card_says_what_is_wrong_and_what_to_do(self):
        group = self.of(self.refused("x1"))
        page = self.floor.exceptions("receiving", self.warehouse.id, limit=500)
        [card] = [one for one in page["rows"] if one["id"] == group.id]
        self.assertIn("NO-SUCH", card["cause"])
        self.assertTrue(card["remedy"])

    def test_other_warehouses_and_what_is_settled_are_not_here(self):
        other = self.env["stock.warehouse"].create({"name": "Two", "code": "FLR2"})
        before = self.counts(other)["receiving"]
        group = self.of(self.refused("x1"))
        self.assertEqual(group.warehouse_ids, self.warehouse)
        self.assertEqual(self.counts(other)["receiving"], before)
        here = self.counts(self.warehouse)["receiving"]
        group.with_user(self.operator).action_snooze()
        self.assertEqual(self.counts(self.warehouse)["receiving"], here - 1)

    def test_what_names_no_known_warehouse_concerns_each(self):
        before = self.counts(self.warehouse)["receiving"]
        group = self.of(self.refused("x1", warehouse="NOWHERE"))
        self.assertFalse(group.warehouse_ids)
        self.assertEqual(self.counts(self.warehouse)["receiving"], before + 1)
