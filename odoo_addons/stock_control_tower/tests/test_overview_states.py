"""The grid's figures are those of `stock.tower.state`, and its lists add up to them."""

import random

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..models.ledger.sql import statement
from ..models.states.stock_tower_state import STATES
from ..models.tower.stock_tower_overview_stock import CELL
from .common import LedgerCase

FIGURES = ("on_hand", "available", "reserved", "held")


@tagged("post_install", "-at_install")
class TestOverviewStates(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, "tower-stock-user", groups="stock.group_stock_user"
        )
        cls.overview = cls.env["stock.tower.overview"].with_user(cls.user)
        cls.states = cls.env["stock.tower.state"]
        cls.seed = random.randrange(10**9)
        cls.owner = cls.env["res.partner"].create({"name": "Consignor"})
        cls.cage, cls.bruised, cls.back = cls.env["stock.location"].create(
            [
                {
                    "name": state,
                    "location_id": cls.warehouse.view_location_id.id,
                    "tower_state": state,
                }
                for state in ("quarantined", "damaged", "returned")
            ]
        )
        put = cls.Quant._update_available_quantity
        put(cls.product, cls.stock, 30)
        put(cls.product, cls.cage, 4)
        put(cls.product, cls.bruised, 2)
        put(cls.product, cls.back, 1)
        put(cls.product, cls.stock, 9, owner_id=cls.owner)
        put(cls.lot_product, cls.shelf, 7, lot_id=cls.lot)
        cls.Quant._update_reserved_quantity(cls.product, cls.stock, 12)

    def row(self, product, **query):
        rows = self.overview.stock_page(search=product.default_code, **query)["rows"]
        return next(row for row in rows if row["id"] == product.id)

    def cell(self, product):
        return self.row(product)["warehouses"][self.warehouse.id]

    def head(self):
        """The log's head, after numbering what is not numbered yet."""
        self.env.cr.flush()
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        return int(self.overview._head())

    def test_a_cell_knows_every_state_and_owner(self):
        self.assertEqual(
            self.cell(self.product),
            {
                "on_hand": 37,
                "available": 18,
                "reserved": 12,
                "quarantined": 4,
                "damaged": 2,
                "returned": 1,
                "in_transit": 0,
                "incoming": 0,
                "others": 9,
            },
        )
        totals = self.overview.stock_totals(self.product.default_code)["totals"]
        [here] = totals[self.warehouse.id]
        self.assertEqual(here["others"], 9)
        self.assertEqual(here["damaged"], 2)

    def test_totals_are_the_sum_of_the_rows(self):
        self.lot.tower_hold = True
        transit = self.env.company.internal_transit_location_id
        self.Quant._update_available_quantity(self.product, transit, 5)
        rows = self.overview.stock_page(search="SKU-L")["rows"]
        totals = self.overview.stock_totals("SKU-L")["totals"]
        for key, products in (
            ("all", [row for row in rows if row["warehouses"] or row["in_transit"]]),
            (
                self.warehouse.id,
                [row for row in rows if self.warehouse.id in row["warehouses"]],
            ),
        ):
            [total] = totals[key]
            self.assertEqual(total["products"], len(products), key)
            for figure in CELL:
                found = sum(
                    cell[figure]
                    for row in products
                    for cell in row["warehouses"].values()
                )
                if (key, figure) == ("all", "in_transit"):
                    found += sum(row["in_transit"] for row in products)
                self.assertEqual(total[figure], found, (key, figure))
        self.assertEqual(totals["all"][0]["quarantined"], 11)

    def test_stock_of_others_alone_is_no_stock_of_ours(self):
        product = self._new_product("SKU-L8")
        self.Quant._update_available_quantity(
            product, self.stock, 3, owner_id=self.owner
        )
        cell = self.cell(product)
        self.assertEqual((cell["on_hand"], cell["available"]), (0, 0))
        self.assertEqual(cell["others"], 3)

    def test_stock_of_the_company_as_owner_is_ours(self):
        product = self._new_product("SKU-L8")
        self.Quant._update_available_quantity(
            product, self.stock, 3, owner_id=self.env.company.partner_id
        )
        self.assertEqual(self.cell(product)["available"], 3)

    def test_stock_in_transit_belongs_to_no_warehouse(self):
        transit = self.env.company.internal_transit_location_id
        self.Quant._update_available_quantity(self.product, transit, 5)
        row = self.row(self.product)
        self.assertEqual(row["in_transit"], 5)
        self.assertEqual(list(row["warehouses"]), self.warehouse.ids)
        totals = self.overview.stock_totals(self.product.default_code)["totals"]
        self.assertEqual(totals["all"][0]["in_transit"], 5)
        self.assertEqual(totals["all"][0]["on_hand"], 37)
        chosen = self.row(self.product, warehouse_ids=self.warehouse.ids)
        self.assertEqual(chosen["in_transit"], 0)

    def test_a_hold_shows_without_any_movement(self):
        """The page reads again when the log's head moves: a hold must move it."""
        head = self.head()
        self.lot.tower_hold = True
        held = self.head()
        self.assertGreater(held, head)
        cell = self.cell(self.lot_product)
        self.assertEqual((cell["available"], cell["quarantined"]), (0, 7))

        self.stock.tower_state = "damaged"
        self.assertGreater(self.head(), held)
        self.assertEqual(self.cell(self.product)["damaged"], 32)

    def test_each_figure_is_the_sum_of_its_list(self):
        cell = self.cell(self.product)
        cell["held"] = sum(
            cell[name] for name in ("quarantined", "damaged", "returned")
        )
        for figure in FIGURES:
            action = self.overview.action_states(
                self.product.id, self.warehouse.ids, figure
            )
            rows = self.states.with_user(self.user).search(action["domain"])
            column = "on_hand" if figure == "held" else figure
            self.assertEqual(sum(rows.mapped(column)), cell[figure], figure)
            self.assertTrue(all(row[column] for row in rows), figure)
            self.assertNotIn(self.owner, rows.owner_id)
        with self.assertRaisesRegex(UserError, "no figure named sold"):
            self.overview.action_states(self.product.id, None, "sold")

    def test_only_with_stock_finds_what_adds_up_to_nothing(self):
        product = self._new_product("SKU-L8")
        self.Quant._update_available_quantity(product, self.stock, -3)
        self.Quant._update_available_quantity(product, self.cage, 3)
        row = self.row(product, only_with_stock=True)
        here = row["warehouses"][self.warehouse.id]
        self.assertEqual((here["on_hand"], here["available"]), (0, -3))
        gone = self._new_product("SKU-L9")
        self.Quant._update_available_quantity(gone, self.stock, 3)
        self.Quant._update_available_quantity(gone, self.stock, -3)
        page = self.overview.stock_page(search="SKU-L", only_with_stock=True)
        self.assertNotIn(gone.id, [row["id"] for row in page["rows"]])

    def test_a_page_costs_the_same_queries_whatever_is_on_it(self):
        self.overview.stock_page()
        counts = []
        for limit in (1, 80):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.overview.stock_page(search="SKU-L", limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_ten_thousand_random_quants_equal_odoos_own_figures(self):
        rng = random.Random(self.seed)
        products = self.env["product.product"].create(
            [
                {"name": f"SKU-R{n}", "default_code": f"SKU-R{n}", "is_storable": True}
                for n in range(150)
            ]
        )
        lots = self.env["stock.lot"].create(
            [
                {"name": f"R{n}", "product_id": product.id, "tower_hold": n % 3 == 0}
                for n, product in enumerate(products)
            ]
        )
        second = self.env["stock.warehouse"].create({"name": "Two", "code": "OVTW"})
        places = self.stock | self.shelf | self.cage | self.bruised | self.back
        places |= second.lot_stock_id | self.env.company.internal_transit_location_id
        rows = []
        for _quant in range(10_000):
            at = rng.randrange(len(products))
            quantity = round(rng.uniform(-20, 200), 2)
            rows.append(
                (
                    products[at].id,
                    rng.choice(places.ids),
                    rng.choice([None, lots[at].id]),
                    rng.choice([None, None, self.owner.id]),
                    quantity,
                    round(rng.uniform(0, max(quantity, 0)), 2),
                )
            )
        self.env.cr.execute(
            """INSERT INTO stock_quant (product_id, location_id, lot_id, owner_id,
                      quantity, reserved_quantity, in_date)
               SELECT r.* , now() FROM unnest(%s, %s, %s, %s, %s, %s) AS r""",
            [list(column) for column in zip(*rows, strict=True)],
        )
        self.env.invalidate_all()
        self._assert_equals_odoo(products, f"seed {self.seed}")
        self._assert_partition(f"seed {self.seed}")

    def test_every_figure_of_this_database_equals_odoos_own(self):
        """Also what demo data there is."""
        products = self.env["product.product"].search([("is_storable", "=", True)])
        self._assert_equals_odoo(products, self.env.cr.dbname)
        self._assert_partition(self.env.cr.dbname)

    def _assert_equals_odoo(self, products, message):
        """`qty_available` and `incoming_qty` without owner, per warehouse; and
        `figures` of the model."""
        warehouses = self.overview._warehouses()
        shown = self.overview._figures(products.ids, warehouses, transit=True)
        told = self.states.figures(products.ids)
        nothing = dict.fromkeys(CELL, 0.0)
        for warehouse in warehouses:
            here = products.with_context(warehouse_id=warehouse.id, owner_id=False)
            for product in here:
                cell = shown.get(product.id, {}).get(warehouse.id, nothing)
                own = cell["on_hand"]
                self.assertAlmostEqual(own, product.qty_available, 2, message)
                coming = cell["incoming"] + cell["in_transit"]
                self.assertAlmostEqual(coming, product.incoming_qty, 2, message)
                model = told.get(product.id, {}).get(warehouse.id, {})
                for name in CELL:
                    self.assertAlmostEqual(cell[name], model.get(name, 0), 4, message)
                parts = sum(cell[name] for name in STATES)
                self.assertAlmostEqual(own, parts, 4, message)

    def _assert_partition(self, message):
        rows = self.states.search([("on_hand", "!=", 0)])
        self.assertTrue(rows, message)
        for row in rows:
            parts = sum(row[name] for name in STATES)
            self.assertAlmostEqual(row.on_hand, parts, 4, message)
