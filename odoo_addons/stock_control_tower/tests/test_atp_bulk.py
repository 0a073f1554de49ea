"""Many products in one call: constant queries, and the reference's figures."""

import logging
import random
from datetime import timedelta
from fractions import Fraction

from odoo.fields import Command
from odoo.tests import tagged

from .atp_common import NOW, TODAY, AtpCase
from .atp_reference import facts_of, new_seed, promise

_logger = logging.getLogger(__name__)

PRODUCTS = 500
SAMPLE = 100
STATES = ("draft", "waiting", "confirmed", "partially_available", "assigned", "cancel")


@tagged("post_install", "-at_install")
class TestAtpBulk(AtpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seed = new_seed()
        cls.choose = random.Random(cls.seed)
        _logger.info("ATP_SEED=%s, %s products", cls.seed, PRODUCTS)
        cls.other = cls.env["stock.warehouse"].create({"name": "Far", "code": "FAR"})
        cls.products = cls.env["product.product"].create(
            [
                {
                    "name": f"Bulk {number}",
                    "is_storable": True,
                    "tracking": cls.choose.choice(("none", "lot")),
                }
                for number in range(PRODUCTS)
            ]
        )
        cls._fill()

    @classmethod
    def _fill(cls):
        """Quants, open moves and policies at random, as data: no flow would make
        them all."""
        choose = cls.choose
        damaged = cls._location("Damaged", tower_state="damaged")
        places = [
            *[cls.stock, cls.shelf, cls.other.lot_stock_id] * 3,
            cls.quarantine,
            cls._location("In quarantine", location_id=cls.quarantine.id),
            cls._location(
                "Good again", location_id=damaged.id, tower_state="available"
            ),
            damaged,
            cls.transit,
        ]
        outside = [cls.suppliers, cls.customers]
        owners = [False] * 6 + [cls.owner.id, cls.env.company.partner_id.id]
        quants, moves, lots = [], [], []
        for product in cls.products:
            held = choose.choice(("tower_hold", "tower_expired", None, None))
            if product.tracking == "lot":
                lots.append({"name": "L", "product_id": product.id})
                lots[-1].update({held: True} if held else {})
        lot_of = {lot.product_id: lot.id for lot in cls.env["stock.lot"].create(lots)}
        for product in cls.products:
            for place in choose.sample(places, choose.randrange(4)):
                quants.append(
                    {
                        "product_id": product.id,
                        "location_id": place.id,
                        "lot_id": choose.choice((lot_of.get(product), False)),
                        "owner_id": choose.choice(owners),
                        "quantity": choose.randrange(-20, 200) / 4,
                    }
                )
            for _ in range(choose.randrange(7)):
                moves.append(cls._random_move(product, places, outside, owners))
        cls.Quant.create(quants)
        cls.env["stock.move"].create(moves)
        cls.policies.create(
            [
                {"warehouse_id": cls.other.id, "receipts": "asn_backed"},
                *(
                    {
                        "product_id": product.id,
                        "warehouse_id": choose.choice((cls.warehouse.id, False)),
                        "horizon_days": choose.randrange(20),
                        "safety_quantity": choose.randrange(30) / 4,
                        "receipts": choose.choice(
                            ("none", "in_transit", "asn_backed", "confirmed")
                        ),
                    }
                    for product in choose.sample(cls.products, PRODUCTS // 3)
                ),
            ]
        )

    @classmethod
    def _random_move(cls, product, places, outside, owners):
        choose = cls.choose
        source, target = choose.sample(places + outside * 3, 2)
        final = choose.choice([False] * 5 + places)
        values = {
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": choose.randrange(1, 80),
            "location_id": source.id,
            "location_dest_id": target.id,
            "location_final_id": final and final.id,
            "restrict_partner_id": choose.choice(owners),
            "state": choose.choice(STATES),
            "date": NOW + timedelta(days=choose.randrange(-4, 36)),
        }
        if target == cls.stock and choose.random() < 0.5:
            values["picking_id"] = cls._picking(source).id
        if choose.random() < 0.4 and values["state"] not in ("draft", "cancel"):
            line = {
                "product_id": product.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "owner_id": choose.choice(owners),
                "quantity": choose.randrange(1, 4) / 4 * values["product_uom_qty"],
            }
            values["move_line_ids"] = [Command.create(line)]
        return values

    @classmethod
    def _picking(cls, source):
        return cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.in_type_id.id,
                "location_id": source.id,
                "location_dest_id": cls.stock.id,
                "tower_asn": cls.choose.choice((False, "ASN-1")),
                "owner_id": cls.choose.choice((False, False, cls.owner.id)),
            }
        )

    def test_queries_do_not_grow_with_products(self):
        def count(products):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            answer = self.service.atp(products.ids, dates=[TODAY])
            self.assertEqual(len(answer), len(products))
            return self.env.cr.sql_log_count - start

        count(self.products[:1])  # fills the registry's caches
        few = count(self.products[:10])
        self.assertEqual(count(self.products), few)
        self.env.invalidate_all()
        with self.assertQueryCount(few):
            self.service.atp(self.products.ids)

    def test_figures_equal_the_reference(self):
        warehouses = self.warehouse + self.other
        days = [TODAY + timedelta(days=number) for number in range(35)]
        answer = self.service.atp(self.products.ids, warehouses.ids, days)
        somewhere = 0
        for product in self.choose.sample(self.products, SAMPLE):
            for warehouse in warehouses:
                with self.subTest(ATP_SEED=self.seed, product=product.name):
                    figures = answer[product.id][warehouse.id]
                    self._compare(figures, product, warehouse, days)
                    somewhere += bool(figures["atp_now"])
        self.assertGreater(somewhere, SAMPLE // 5, "hardly anything was compared")

    def _compare(self, figures, product, warehouse, days):
        policy = self._policy_for(product, warehouse)
        now, by_day, lacking = promise(
            TODAY,
            *facts_of(product, warehouse),
            **(
                {
                    "horizon": policy.horizon_days,
                    "safety": Fraction(str(policy.safety_quantity)),
                    "policy": policy.receipts,
                }
                if policy
                else {}
            ),
        )
        self.assertEqual(figures["atp_now"], now)
        self.assertEqual(
            [figures["atp"][day.isoformat()] for day in days],
            [by_day.get(day) for day in days],
        )
        self.assertEqual(figures["overcommitted"], lacking)

    def _policy_for(self, product, warehouse):
        for product_id in (product.id, False):
            for warehouse_id in (warehouse.id, False):
                if found := self.policies.search(
                    [
                        ("product_id", "=", product_id),
                        ("warehouse_id", "=", warehouse_id),
                    ]
                ):
                    return found
        return None
