"""Positions: every figure Odoo's own, every row once, nothing of other companies."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .truth_common import TruthCase


class TestTruthPage(TruthCase):
    def test_a_position_has_its_states_and_what_comes(self):
        self.open_receipt(9)
        self.assertEqual(
            self.figures(self.product, self.warehouse),
            {
                "on_hand": 46.5,
                "available": 37.5,
                "reserved": 5,
                "quarantined": 4,
                "incoming": 9,
                "others": 8,
            },
        )
        self.assertEqual(self.figures(self.product, self.other)["available"], -3)

    def test_it_says_what_the_tower_says(self):
        told = self.env["stock.tower.state"].figures(self.product.ids)
        seen = self.figures(self.product, self.warehouse)
        here = told[self.product.id][self.warehouse.id]
        self.assertEqual(seen, {name: value for name, value in here.items() if value})

    def test_what_is_only_awaited_is_listed_too(self):
        third = self.env["stock.warehouse"].create({"name": "Three", "code": "TRU3"})
        self.assertIsNone(self.figures(self.product, third))
        self.open_receipt(6, third)
        self.assertEqual(self.figures(self.product, third), {"incoming": 6})

    def test_filters_count_what_matches(self):
        shelf = [*self.ours, ("location_id", "child_of", self.shelf.id)]
        self.assertEqual(
            self.figures(self.product, self.warehouse, domain=shelf),
            {"on_hand": 12.5, "available": 7.5, "reserved": 5},
        )
        lot = self.truth.positions([("lot_id", "ilike", "LOT-1"), *self.ours])["rows"]
        self.assertEqual([row["sku"] for row in lot], ["SKU-L2"])
        owned = [("owner_id", "ilike", "consign"), *self.ours]
        self.assertEqual(
            self.figures(self.product, self.warehouse, domain=owned), {"others": 8}
        )

    def test_names_are_looked_up_as_odoo_does(self):
        for term in ("SKU-L1", "sku-l1", "4006381333931"):
            rows = self.truth.positions([("product_id", "ilike", term)])["rows"]
            self.assertEqual({row["sku"] for row in rows}, {"SKU-L1"}, term)
        none = self.truth.positions([("product_id", "not ilike", "SKU-"), *self.ours])
        self.assertEqual(none["rows"], [])

    def test_pages_cover_every_row_once(self):
        for number in range(7):
            product = self._new_product(f"SKU-P{number % 2}")
            if number > 4:
                product.default_code = False
            self.Quant._update_available_quantity(product, self.stock, 1)
        listed = self.truth.positions(limit=500)["rows"]
        self.assertEqual(self.truth.outline()["count"], len(listed))
        seen, after, going = [], None, True
        while going:
            page = self.truth.positions(after=after, limit=1)
            seen += page["rows"]
            after = page["next"]
            going = after is not None
        self.assertEqual(seen, listed)
        skus = [row["sku"] for row in listed]
        with_sku = [sku for sku in skus if sku]
        self.assertEqual(with_sku, sorted(with_sku, key=self._collated))
        self.assertEqual(skus[len(with_sku) :], [""] * (len(skus) - len(with_sku)))

    def _collated(self, text):
        self.env.cr.execute(
            "SELECT count(*) FROM product_product WHERE default_code < %s", [text]
        )
        return self.env.cr.fetchone()[0]

    def test_blocks_are_the_list(self):
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Block {n}",
                    "default_code": f"BLK{n:04}",
                    "is_storable": True,
                }
                for n in range(130)
            ]
        )
        for product in products:
            self.Quant._update_available_quantity(product, self.stock, 1)
            self.Quant._update_available_quantity(product, self.other.lot_stock_id, 1)
        domain = [("product_id", "in", products.ids)]
        outline = self.truth.outline(domain)
        self.assertEqual((outline["count"], outline["products"]), (260, 130))
        self.assertGreater(len(outline["blocks"]), 2)
        seen, after, upto = [], None, 0
        for code, id_, end in outline["blocks"]:
            rows = self.truth.positions(domain, after=after, last=[code, id_])["rows"]
            self.assertEqual(len(rows), end - upto)
            seen += rows
            after, upto = [code, id_], end
        self.assertEqual(seen, self.truth.positions(domain, limit=500)["rows"])

    def test_a_filter_far_down_the_list_is_found(self):
        last = self._new_product("ZZZ-LAST")
        self.Quant._update_available_quantity(last, self.cage, 2)
        rows = self.truth.positions([("location_id", "=", self.cage.id)], limit=1)
        self.assertEqual(rows["rows"][0]["sku"], "SKU-L1")
        rows = self.truth.positions(
            [("location_id", "=", self.cage.id)], rows["next"], limit=1
        )
        self.assertEqual(rows["rows"][0]["sku"], "ZZZ-LAST")

    def test_other_companies_stay_out(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.Quant._update_available_quantity(self.product, foreign.lot_stock_id, 99)
        self.number_events()
        head = self.env["stock.tower.overview"]._head()
        for until in (None, head):
            self.assertIsNone(self.figures(self.product, foreign, until=until))
            groups = self.truth.groups(["warehouse_id"], self.ours, until=until)
            labels = [row["values"][0]["label"] for row in groups["rows"]]
            self.assertNotIn(foreign.name, labels)
        self.user.company_ids += company
        chosen = (self.env.company + company).ids
        self.truth = self.truth.with_context(allowed_company_ids=chosen)
        self.assertEqual(self.figures(self.product, foreign)["on_hand"], 99)

    def test_only_viewers_may_ask(self):
        outsider = new_test_user(self.env, "truth-outsider", groups="base.group_user")
        truth = self.truth.with_user(outsider)
        calls = {
            "opening": (),
            "positions": (),
            "outline": (),
            "groups": (["state"],),
            "ledger": (self.product.id, self.warehouse.id),
            "places": (self.product.id, self.warehouse.id),
            "action_figure": (self.product.id, "on_hand", self.warehouse.id),
        }
        for method, arguments in calls.items():
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(truth, method)(*arguments)
