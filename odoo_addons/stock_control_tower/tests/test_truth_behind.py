"""Behind a figure: groups, places, Odoo's lists, the ledger, the past, a file."""

import csv
import io
import json
from datetime import datetime, timedelta
from itertools import pairwise
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from requests import HTTPError

from ..models.truth import truth_page
from .truth_common import TruthCase


class TestTruthGroups(TruthCase):
    def test_groups_add_up_to_the_positions(self):
        rows = self.truth.groups(["warehouse_id"], self.ours)["rows"]
        here = next(row for row in rows if row["values"][0]["id"] == self.warehouse.id)
        self.assertEqual((here["on_hand"], here["others"]), (53.5, 8))
        self.assertEqual(here["products"], 2)

    def test_units_are_kept_apart(self):
        kilo = self._new_product("KG", uom_id=self.env.ref("uom.product_uom_kgm").id)
        self.Quant._update_available_quantity(kilo, self.stock, 100)
        domain = [("location_id", "=", self.stock.id)]
        rows = self.truth.groups(["location_id"], domain)["rows"]
        found = {row["uom"]: row["on_hand"] for row in rows}
        self.assertEqual(found, {"kg": 100, self.product.uom_id.name: 30})

    def test_groups_go_on_after_the_last_one(self):
        fields = ["location_id", "lot_id", "owner_id"]
        whole = self.truth.groups(fields, self.ours)
        seen, after, more = [], None, True
        while more:
            page = self.truth.groups(fields, self.ours, after=after, limit=1)
            seen += page["rows"]
            after, more = page["rows"][-1]["key"], page["more"]
        self.assertEqual(seen, whole["rows"])
        self.assertGreater(len(seen), 4)

    def test_what_cannot_be_grouped_by_says_so(self):
        with self.assertRaisesRegex(UserError, "Choose product"):
            self.truth.groups(["company_id"])

    def test_by_category_and_state(self):
        rows = self.truth.groups(["categ_id", "state"], self.ours)["rows"]
        states = {row["values"][1]["label"]: row["on_hand"] for row in rows}
        self.assertEqual(states["Quarantine"], 4)


class TestTruthPlaces(TruthCase):
    def test_places_add_up_to_the_position(self):
        found = self.truth.places(self.product.id, self.warehouse.id)
        self.assertFalse(found["more"])
        rows = found["rows"]
        self.assertEqual(sum(row["on_hand"] for row in rows), 46.5)
        self.assertEqual({row["owner"] for row in rows}, {None, "Consignor"})
        self.assertEqual(
            {row["state"] for row in rows if row["location_id"] == self.cage.id},
            {"quarantined"},
        )

    def test_a_figure_opens_what_it_is_the_sum_of(self):
        self.open_receipt(9)
        self.open_receipt(2)
        row = self.truth.positions(
            [
                ("product_id", "=", self.product.id),
                ("warehouse_id", "=", self.warehouse.id),
            ]
        )["rows"][0]
        for figure in ("on_hand", "available", "reserved", "quarantined"):
            action = self.truth.action_figure(
                self.product.id, figure, self.warehouse.id
            )
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertAlmostEqual(sum(found.mapped(figure)), row[figure], 6, figure)
        action = self.truth.action_figure(self.product.id, "others", self.warehouse.id)
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(found.mapped("on_hand")), row["others"])
        action = self.truth.action_figure(
            self.product.id, "incoming", self.warehouse.id
        )
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(found.mapped("product_qty")), row["incoming"])

    def test_the_filter_goes_along(self):
        self.product.categ_id = self.env["product.category"].create({"name": "T"})
        domain = [
            ("categ_id", "child_of", self.product.categ_id.id),
            ("location_id", "child_of", self.shelf.id),
        ]
        action = self.truth.action_figure(
            self.product.id, "on_hand", self.warehouse.id, domain
        )
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.mapped("on_hand"), [12.5])


class TestTruthLedger(TruthCase):
    def test_each_event_takes_the_balance_back(self):
        self.receive(self.product, 10)
        self.move(self.product, 4, self.stock, self.cage)
        self.move(self.product, 2, self.stock, self.other.lot_stock_id)
        self.number_events()
        here = self.truth.ledger(self.product.id, self.warehouse.id)["rows"]
        now = self.figures(self.product, self.warehouse)
        self.assertEqual(here[0]["after"]["available"], now["available"])
        self.assertEqual(here[0]["after"]["others"], 8)
        for later, earlier in pairwise(here):
            self.assertEqual(later["before"], earlier["after"])
        changes = [
            {
                state: row["after"][state] - row["before"][state]
                for state in row["after"]
                if row["after"][state] != row["before"][state]
            }
            for row in here[:3]
        ]
        self.assertEqual(
            changes,
            [{"available": -2}, {"available": -4, "quarantined": 4}, {"available": 10}],
        )
        first = here[-1]["before"]
        self.assertEqual(set(first.values()), {0}, "the log begins with nothing")
        there = self.truth.ledger(self.product.id, self.other.id)["rows"]
        self.assertEqual(there[0]["after"]["available"], -1)

    def test_pages_are_one_ledger(self):
        for quantity in range(1, 8):
            self.receive(self.product, quantity)
        self.number_events()
        whole = self.truth.ledger(self.product.id, self.warehouse.id)["rows"]
        seen, before, going = [], None, True
        while going:
            page = self.truth.ledger(
                self.product.id, self.warehouse.id, before, limit=2
            )
            seen += page["rows"]
            before = page["next"]
            going = before is not None
        self.assertEqual(seen, whole)

    def test_a_warehouse_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        with self.assertRaisesRegex(UserError, "no company"):
            self.truth.ledger(self.product.id, foreign.id)


class TestTruthAsOf(TruthCase):
    def test_the_past_is_what_the_log_says(self):
        self.number_events()
        until = self.env["stock.tower.overview"]._head()
        then = self.figures(self.product, self.warehouse)
        self.receive(self.product, 100)
        self.number_events()
        self.assertEqual(self.figures(self.product, self.warehouse, until=until), then)
        groups = self.truth.groups(["state"], self.ours, until=until)["rows"]
        held = [r for r in groups if r["values"][0]["id"] == "quarantined"]
        self.assertEqual(held[0]["on_hand"], 4)
        listed = self.truth.positions(self.ours, limit=500, until=until)["rows"]
        count = self.truth.outline(self.ours, until)["count"]
        self.assertEqual(count, len(listed))

    def test_a_moment_that_has_not_come_is_refused(self):
        later = (datetime.now() + timedelta(days=2)).isoformat()
        with self.assertRaisesRegex(UserError, "has not come"):
            self.truth.opening(later)

    def test_a_moment_becomes_a_number(self):
        self.number_events()
        long_ago = self.truth.opening("2000-01-01T00:00:00Z")["until"]
        self.assertEqual(long_ago, "0")
        self.assertIsNone(self.truth.opening()["until"])


@tagged("post_install", "-at_install")
class TestTruthExport(TruthCase, HttpCase):
    def export(self, kind="csv", **query):
        self.user.password = "truth-user"  # noqa: S105
        self.authenticate("truth-user", "truth-user")
        query = {
            "companies": str(self.env.company.id),
            "domain": json.dumps(self.ours),
            **query,
        }
        answer = self.url_open(
            f"/stock_control_tower/stock-truth.{kind}?"
            + "&".join(f"{name}={value}" for name, value in query.items())
        )
        answer.raise_for_status()
        return answer

    def table(self, **query):
        text = self.export(**query).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_exactly_the_rows_of_the_list(self):
        with patch.object(truth_page, "MAX_PRODUCTS", 1):
            rows = self.table()
        listed = self.truth.positions(self.ours)["rows"]
        self.assertEqual(len(rows), len(listed))
        self.assertEqual(
            [(row["Reference"], float(row["On hand"])) for row in rows],
            [(row["sku"], row["on_hand"]) for row in listed],
        )

    def test_groups_as_shown(self):
        rows = self.table(group_by="location_id,owner_id")
        shown = self.truth.groups(["location_id", "owner_id"], self.ours)["rows"]
        self.assertEqual(
            [float(row["Available"]) for row in rows],
            [row["available"] for row in shown],
        )

    def test_no_cell_is_a_formula(self):
        self.product.default_code = "=HYPERLINK(1)"
        self.assertEqual(self.table()[0]["Reference"], "'=HYPERLINK(1)")

    def test_a_workbook(self):
        content = self.export("xlsx").content
        self.assertEqual(content[:2], b"PK")

    @mute_logger("odoo.http")
    def test_other_companies_are_not_given_out(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        with self.assertRaisesRegex(HTTPError, "403"):
            self.export(companies=str(company.id))
