"""The grid's figures are Odoo's own figures, for the companies switched on."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import LedgerCase


class TestOverviewStock(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, "tower-stock-user", groups="stock.group_stock_user"
        )
        cls.overview = cls.env["stock.tower.overview"].with_user(cls.user)
        cls.other_warehouse = cls.env["stock.warehouse"].create(
            {"name": "Overview two", "code": "OVTW"}
        )
        cls.product.name = "Tower gloves"
        put = cls.Quant._update_available_quantity
        put(cls.product, cls.stock, 30)
        put(cls.product, cls.shelf, 12.5)
        put(cls.product, cls.other_warehouse.lot_stock_id, -4)
        put(cls.lot_product, cls.shelf, 7, lot_id=cls.lot)
        cls.Quant._update_reserved_quantity(cls.product, cls.shelf, 5)

    def page(self, **query):
        return self.overview.stock_page(**{"search": "SKU-L", **query})

    def row(self, product, **query):
        return next(
            row for row in self.page(**query)["rows"] if row["id"] == product.id
        )

    def test_figures_equal_odoos_own(self):
        for product in self.product + self.lot_product:
            row = self.row(product)
            for warehouse in self.warehouse + self.other_warehouse:
                seen = row["warehouses"].get(warehouse.id)
                here = product.with_context(warehouse_id=warehouse.id)
                here.invalidate_recordset()
                self.assertEqual((seen or {}).get("on_hand", 0), here.qty_available)
                self.assertEqual((seen or {}).get("available", 0), here.free_qty)

    def test_reserved_and_negative_show_as_they_are(self):
        row = self.row(self.product)
        here = row["warehouses"][self.warehouse.id]
        self.assertEqual(
            {name: value for name, value in here.items() if value},
            {"on_hand": 42.5, "reserved": 5.0, "available": 37.5},
        )
        self.assertEqual(row["warehouses"][self.other_warehouse.id]["available"], -4)

    def test_search_finds_name_sku_and_gtin(self):
        for term in ("tower glo", "sku-l1", "4006381333931", "04006381333931"):
            found = [row["id"] for row in self.page(search=term)["rows"]]
            self.assertEqual(found, self.product.ids, term)

    def test_only_with_stock_and_warehouse_filter(self):
        empty = self._new_product("SKU-L3")
        self.assertIn(empty.id, [row["id"] for row in self.page()["rows"]])
        stocked = [row["id"] for row in self.page(only_with_stock=True)["rows"]]
        self.assertEqual(stocked, (self.product + self.lot_product).ids)
        there = self.page(only_with_stock=True, warehouse_ids=self.other_warehouse.ids)
        self.assertEqual([row["id"] for row in there["rows"]], self.product.ids)
        self.assertEqual(list(there["rows"][0]["warehouses"]), self.other_warehouse.ids)

    def test_pages_cover_every_product_once(self):
        count = self.overview.stock_totals("SKU-L")["count"]
        self.assertEqual(self.page()["count"], count)
        seen = []
        for offset in range(count):
            (row,) = self.page(offset=offset, limit=1)["rows"]
            seen.append(row["id"])
        self.assertEqual(seen, [row["id"] for row in self.page()["rows"]])
        self.assertEqual(len(set(seen)), count)

    def test_totals_keep_units_apart(self):
        kilo = self._new_product(
            "SKU-L4", uom_id=self.env.ref("uom.product_uom_kgm").id
        )
        self.Quant._update_available_quantity(kilo, self.stock, 100)
        totals = self.overview.stock_totals("SKU-L")["totals"]
        here = {total["uom"]: total for total in totals[self.warehouse.id]}
        self.assertEqual(here[self.product.uom_id.name]["on_hand"], 49.5)
        self.assertEqual(here["kg"]["on_hand"], 100)
        everywhere = {total["uom"]: total for total in totals["all"]}
        self.assertEqual(everywhere[self.product.uom_id.name]["on_hand"], 45.5)
        self.assertEqual(totals["all"][0]["uom"], self.product.uom_id.name)

    def test_other_companies_stay_out(self):
        company = self.env["res.company"].create({"name": "Not mine"})
        foreign = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.Quant._update_available_quantity(self.product, foreign.lot_stock_id, 99)
        warehouses = self.overview.snapshot()["warehouses"]
        self.assertNotIn(foreign.id, [warehouse["id"] for warehouse in warehouses])
        self.assertNotIn(foreign.id, self.row(self.product)["warehouses"])
        self.assertNotIn(
            foreign.id,
            self.row(self.product, warehouse_ids=foreign.ids)["warehouses"],
        )

        self.user.company_ids += company
        both = self.overview.with_context(
            allowed_company_ids=(self.env.company + company).ids
        )
        row = next(
            row
            for row in both.stock_page(search="SKU-L1")["rows"]
            if row["id"] == self.product.id
        )
        self.assertEqual(row["warehouses"][foreign.id]["on_hand"], 99)

    def test_only_viewers_may_ask(self):
        outsider = new_test_user(self.env, "tower-outsider", groups="base.group_user")
        overview = self.env["stock.tower.overview"].with_user(outsider)
        calls = {
            "snapshot": (),
            "summary": (),
            "lag_history": (),
            "stock_page": (),
            "stock_totals": (),
            "feed": (),
            "action_list": ("waiting",),
            "action_product_events": (self.product.id,),
            "action_states": (self.product.id,),
            "action_event": (1,),
            "action_connect": (),
        }
        for method, arguments in calls.items():
            with self.subTest(method), self.assertRaisesRegex(AccessError, "viewers"):
                getattr(overview, method)(*arguments)
