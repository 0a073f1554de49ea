"""A warehouse with everything that makes lines differ, and what is stored of it."""

import json
import random
import re
from datetime import datetime, timedelta

from odoo.tests import freeze_time

from .effect_common import EffectCase

NOW = datetime(2026, 5, 4, 10, 0, 0)
_TABLES = (
    "stock_move",
    "stock_move_line",
    "stock_move_move_rel",
    "stock_picking",
    "stock_quant",
    "stock_lot",
    "stock_package",
    "stock_package_history",
    "stock_scrap",
    "stock_warehouse_orderpoint",
    "stock_tower_inbox",
    "stock_tower_outbox",
)
# Made up anew each time, or the moment itself.
_APART = {
    "event_id",
    "line_by_line",
    "numbered_at",
    "recorded_at",
    "sequence",
    "write_date",
}
_MADE_UP = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?"
    r"|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)
_INSIDE = ("INBT-S-1", "INBT-S-2", "INBT-S-3", "INBT-Q", None)


class SettlingCase(EffectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pushed = cls._new_bin("Shelf 3", "INBT-S-3")
        cls.owner = cls.env["res.partner"].create({"name": "Consignor"})
        cls.bins = [cls.shelf, cls.deep_shelf, cls.pushed, cls.quarantine, cls.stock]
        cls.products = [cls.product, cls.kilo_product, cls.lot_product]
        cls.lots = [cls._new_lot(name) for name in ("L1", "L2")]
        cls.serials = [cls._new_lot(f"S{n}", cls.serial_product) for n in range(3)]
        cls.customers = cls.env.ref("stock.stock_location_customers")

    def stocked(self, rng):
        """Stock of random age and kind, with orders that hold some of it back."""
        vals_list = []
        for product in [*self.products, self.serial_product]:
            for location in self.bins:
                if rng.random() < 0.7:
                    vals_list.append(self._quant_vals(rng, product, location))
        self.env["stock.quant"].create(vals_list)
        for _order in range(rng.randint(0, 3)):
            self._order(rng)
        if rng.random() < 0.3:
            self._push_on(self.pushed)
        self.env.flush_all()

    def _quant_vals(self, rng, product, location):
        lot = None
        if product == self.lot_product and rng.random() < 0.85:
            lot = rng.choice(self.lots)
        if product == self.serial_product:
            lot = rng.choice(self.serials)
        one = product == self.serial_product
        package = self.env["stock.package"]
        if rng.random() < 0.1:
            package = package.create({"name": f"PK{rng.randint(1, 3)}"})
        return {
            "product_id": product.id,
            "location_id": location.id,
            "lot_id": lot and lot.id,
            "owner_id": self.owner.id if rng.random() < 0.1 else None,
            "package_id": package.id,
            "quantity": 1 if one else rng.choice([-3, 0.3, 2, 7.25, 40]),
            "in_date": NOW - timedelta(days=rng.randint(1, 400)),
        }

    def _order(self, rng):
        self._picking(rng.choice(self.products), rng.choice([1, 5, 30]))

    def _picking(self, product, quantity):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": product.uom_id.id,
                            "location_id": self.stock.id,
                            "location_dest_id": self.customers.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def _push_on(self, location):
        route = self.env["stock.route"].create(
            {"name": "Onwards", "warehouse_ids": [(4, self.warehouse.id)]}
        )
        self.warehouse.route_ids |= route
        self.env["stock.rule"].create(
            {
                "name": "Onwards",
                "action": "push",
                "route_id": route.id,
                "location_src_id": location.id,
                "location_dest_id": self.deep_shelf.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "warehouse_id": self.warehouse.id,
            }
        )

    def events(self, rng):
        """A random batch, mostly of plain movements."""
        return [self._random_event(rng, n) for n in range(rng.randint(1, 14))]

    def _random_event(self, rng, number):
        product = rng.choice([*self.products, self.product])
        if rng.random() < 0.08:
            product = self.serial_product
        values = {"sku": product.default_code}
        if product == self.kilo_product:
            values["uom"] = "KGM"
        quantity = rng.choice(["1", "2", "3.5", "12", "0.1"])
        if product == self.lot_product:
            values["lot"] = rng.choice(["L1", "L2"])
        elif product == self.serial_product:
            quantity, values["serials"] = "1", [rng.choice(["S0", "S1", "S2"])]
        elif product == self.product:
            quantity = rng.choice(["1", "2", "12"])
        kind = rng.choice(
            ["adjustment_posted"] * 3
            + ["stock_moved"] * 4
            + ["putaway_completed", "goods_received", "shipment_dispatched"]
        )
        here, there = (self._side(name) for name in rng.sample(_INSIDE, 2))
        source, target = here, there
        if kind == "goods_received" or (
            kind == "adjustment_posted" and rng.random() < 0.5
        ):
            source = "outside"
        elif kind in ("adjustment_posted", "shipment_dispatched"):
            target = "outside"
        return self.moving(f"{kind}-{number}", kind, source, target, quantity, **values)

    def _side(self, bin_name):
        state = "quarantined" if bin_name == "INBT-Q" else "available"
        return (state, bin_name)

    def played(self, seed, settle):
        """Play a stream, and take it back; return what it left, by table.

        Ids are the same each time, since sequences start again where they were.

        :param settle: whether lines may be settled together
        """
        rng = random.Random(seed)
        sequences = self._sequences()
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("stock_control_tower.settle_together", str(settle))
        with freeze_time(NOW), self.env.cr.savepoint() as savepoint:
            self.stocked(rng)
            answers = [self.ingest(*self.events(rng)) for _batch in range(2)]
            self.env.flush_all()
            self.env.cr.precommit.run()
            left = {table: self._rows(table) for table in _TABLES}
            savepoint.rollback()
        self.env.invalidate_all()
        self._restart(sequences)
        left["answers"] = [
            (one["outcome"], one.get("code"), one.get("message"))
            for each in answers
            for one in each
        ]
        return left

    def _rows(self, table):
        # Which of two quants is older matters, by how much does not.
        what = "to_jsonb(t)"
        if table == "stock_quant":
            what += """ - 'id' || jsonb_build_object('rank', row_number() OVER
                        (PARTITION BY product_id ORDER BY id))"""
        self.env.cr.execute(f"SELECT {what} FROM {table} t")
        rows = []
        for (row,) in self.env.cr.fetchall():
            told = {name: value for name, value in row.items() if name not in _APART}
            text = json.dumps(told, sort_keys=True)
            if table in ("stock_tower_outbox", "stock_tower_inbox"):
                text = _MADE_UP.sub("…", text)
            rows.append(text)
        return sorted(rows)

    def _sequences(self):
        self.env.cr.execute(
            "SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences"
        )
        return dict(self.env.cr.fetchall())

    def _restart(self, before):
        now = self._sequences()
        for name, value in before.items():
            if now.get(name) != value:
                self.env.cr.execute(
                    "SELECT setval(%s::regclass, %s, %s)",
                    [name, value or 1, value is not None],
                )
