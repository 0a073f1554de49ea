import logging
import random

from odoo import Command
from odoo.tests import tagged

from .operations_common import OperationCase

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestStatesComing(OperationCase):
    """`incoming` and `in_transit` of a warehouse, beside the states; both together are
    Odoo's own `incoming_qty`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.states = cls.env["stock.tower.state"]
        cls.other = cls.env["stock.warehouse"].create(
            {
                "name": "Other",
                "code": "LEDO",
                "resupply_wh_ids": [Command.set(cls.warehouse.ids)],
            }
        )
        cls.transit = cls.env.company.internal_transit_location_id

    def coming(self, warehouse=None, product=None):
        """(incoming, in transit) of one warehouse, or of none (False); asserts that
        page, totals and Odoo say the same."""
        warehouse = self.warehouse if warehouse is None else warehouse
        product = product or self.product
        figures = self.states.figures(product.ids)
        cell = figures.get(product.id, {}).get(warehouse and warehouse.id, {})
        told = (cell.get("incoming", 0), cell.get("in_transit", 0))
        [row] = self.page(product)["rows"]
        if warehouse:
            here = row["warehouses"].get(warehouse.id, {})
            shown = (here.get("incoming", 0), here.get("in_transit", 0))
            self.assertEqual(shown, told)
            odoo = product.with_context(warehouse_id=warehouse.id, owner_id=False)
            odoo.invalidate_recordset()
            self.assertAlmostEqual(sum(told), odoo.incoming_qty, 6)
        else:
            self.assertEqual(row["in_transit"], told[1])
        return told

    def page(self, product, **values):
        overview = self.env["stock.tower.overview"]
        return overview.stock_page(search=product.default_code, **values)

    def totals(self, product, **values):
        overview = self.env["stock.tower.overview"]
        return overview.stock_totals(product.default_code, **values)["totals"]

    def resupply(self, quantity=10):
        """The transfers out of and into transit, from the first warehouse."""
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.product,
                    quantity,
                    self.product.uom_id,
                    self.other.lot_stock_id,
                    "Resupply",
                    "RESUPPLY-1",
                    self.env.company,
                    {
                        "warehouse_id": self.other,
                        "route_ids": self.other.resupply_route_ids,
                        "date_planned": "2030-01-01 00:00:00",
                    },
                )
            ]
        )
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("origin", "=", "RESUPPLY-1")]
        )
        leaving = moves.filtered(lambda one: one.location_dest_usage == "transit")
        leaving.picking_id.action_assign()
        return leaving.picking_id, (moves - leaving).picking_id

    def test_open_receipts(self):
        self.assertEqual(self.coming(), (0, 0))
        picking = self.picking("incoming")
        self.assertEqual(self.coming(), (10, 0))
        self.assertEqual(self.coming(self.other), (0, 0))
        self.validate(picking, done=4)
        self.assertEqual(self.coming(), (6, 0))
        figures = self.states.figures(self.product.ids)
        here = figures[self.product.id][self.warehouse.id]
        self.assertEqual((here["on_hand"], here["available"]), (4, 4))
        picking.backorder_ids.action_cancel()
        self.assertEqual(self.coming(), (0, 0))

    def test_in_the_products_own_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.picking("incoming", quantity=2, uom=dozen)
        self.assertEqual(self.coming(), (24, 0))

    def test_a_receipt_in_steps_counts_once(self):
        for steps in ("two_steps", "three_steps"):
            with self.subTest(steps=steps):
                product = self._new_product(f"SKU-{steps}")
                self.warehouse.reception_steps = steps
                picking = self.picking("incoming", product=product)
                self.assertEqual(self.coming(product=product), (10, 0))
                self.validate(picking)
                self.assertEqual(self.coming(product=product), (0, 0))

    def test_a_draft_is_not_awaited(self):
        self.picking("incoming").copy()
        self.assertEqual(self.coming(), (10, 0))

    def test_a_return_of_a_customer_is_awaited(self):
        self.stocked()
        picking = self.picking("outgoing")
        self.validate(picking)
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 3
        wizard.action_create_returns()
        self.assertEqual(self.coming(), (3, 0))

    def test_what_belongs_to_others_does_not_count(self):
        self.picking("incoming", owner_id=self.customer.id)
        cell = self.states.figures(self.product.ids).get(self.product.id, {})
        self.assertNotIn(self.warehouse.id, cell)

    def test_between_warehouses(self):
        self.stocked()
        leaving, arriving = self.resupply()
        self.assertEqual(self.coming(self.other), (10, 0))
        self.assertEqual(self.coming(), (0, 0))
        self.validate(leaving, done=6)
        self.assertEqual(self.coming(self.other), (4, 6))
        self.assertEqual(self.coming(False), (0, 0))
        [total] = self.totals(self.product)["all"]
        self.assertEqual((total["incoming"], total["in_transit"]), (4, 6))
        self.assertEqual((total["on_hand"], total["products"]), (4, 1))
        self.validate(arriving, done=5)
        self.assertEqual(self.coming(self.other), (4, 1))
        self.validate(leaving.backorder_ids)
        self.validate(arriving.backorder_ids)
        self.assertEqual(self.coming(self.other), (0, 0))
        self.assertEqual(self.coming(False), (0, 0))

    def test_in_transit_to_nowhere(self):
        self.stocked()
        self.move(self.product, 3, self.stock, self.transit)
        self.assertEqual(self.coming(False), (0, 3))
        self.assertEqual(self.coming(self.other), (0, 0))

    def test_only_the_warehouses_asked_for(self):
        self.stocked()
        leaving, _arriving = self.resupply()
        self.validate(leaving, done=6)
        here = self.states.figures(self.product.ids, self.warehouse.ids)
        self.assertEqual(list(here[self.product.id]), self.warehouse.ids)
        there = self.states.figures(self.product.ids, self.other.ids)
        [cell] = there[self.product.id].values()
        self.assertEqual((cell["incoming"], cell["in_transit"]), (4, 6))
        page = self.page(self.product, warehouse_ids=self.other.ids)
        self.assertEqual(page["rows"][0]["warehouses"], there[self.product.id])
        self.assertEqual(page["rows"][0]["in_transit"], 0)
        # Awaited alone is no stock.
        awaited = self._awaited()
        totals = self.totals(awaited, warehouse_ids=self.warehouse.ids)
        [total] = totals[self.warehouse.id]
        self.assertEqual((total["products"], total["incoming"]), (0, 10))

    def _awaited(self):
        product = self._new_product("SKU-AWAITED")
        self.picking("incoming", product=product)
        return product

    def test_another_companys_warehouse_is_not_told(self):
        company = self.env["res.company"].create({"name": "Second"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 3,
                "company_id": company.id,
                "location_id": self.suppliers.id,
                "location_dest_id": warehouse.lot_stock_id.id,
            }
        )._action_confirm()
        user = self.env["res.users"].create(
            {
                "name": "Viewer",
                "login": "coming-viewer",
                "company_id": self.env.company.id,
                "company_ids": [Command.set(self.env.company.ids)],
                "group_ids": [
                    Command.link(self.env.ref("stock_control_tower.group_viewer").id)
                ],
            }
        )
        figures = self.states.with_user(user).figures(self.product.ids)
        self.assertNotIn(self.product.id, figures)
        self.picking("incoming")
        figures = self.states.with_user(user).figures(self.product.ids)
        self.assertEqual(list(figures[self.product.id]), self.warehouse.ids)

    def test_random_open_moves_equal_odoo(self):
        """Moves between random places, some with a place to end up, reserved or not."""
        seed = random.randrange(10**9)
        _logger.info("test_random_open_moves_equal_odoo: seed %s", seed)
        rng = random.Random(seed)
        products = [self._new_product(f"SKU-R{number:02}") for number in range(12)]
        inner = self.shelf | self.stock | self.other.lot_stock_id
        inner |= self.warehouse.wh_input_stock_loc_id
        places = inner | self.transit | self.suppliers | self.customers
        for product in products:
            for place in inner | self.transit:
                self.Quant._update_available_quantity(
                    product, place, rng.randrange(1, 20)
                )
        vals_list = []
        for _number in range(150):
            source, target = rng.sample(places.ids, 2)
            vals_list.append(
                {
                    "product_id": rng.choice(products).id,
                    "product_uom_qty": rng.randrange(1, 9),
                    "location_id": source,
                    "location_dest_id": target,
                    "location_final_id": rng.choice([False, False, *inner.ids]),
                }
            )
        moves = self.env["stock.move"].create(vals_list)
        moves._action_confirm(merge=False)
        some = moves.browse(rng.sample(moves.ids, 90))
        some._action_assign()
        some[:15]._action_cancel()
        for product in products:
            with self.subTest(seed=seed, product=product.default_code):
                on_the_way = 0
                for warehouse in (self.warehouse, self.other):
                    on_the_way += self.coming(warehouse, product)[1]
                nowhere = self.coming(False, product)[1]
                quants = self.Quant.search(
                    [
                        ("product_id", "=", product.id),
                        ("location_id", "=", self.transit.id),
                    ]
                )
                lies = sum(quants.mapped("quantity"))
                self.assertAlmostEqual(on_the_way + nowhere, lies, 6)
                self.assertGreaterEqual(nowhere, 0)
