"""What the ledger's tests share: a warehouse, products, and the one invariant."""

import json

from odoo.tests.common import TransactionCase

from ..lib.contract_validator import validate
from ..models.ledger import sequencer as ledger_sequencer
from ..models.ledger.sql import statement
from ..models.states.stock_tower_state import STATES_SQL


class LedgerCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outbox = cls.env["stock.tower.outbox"]
        cls.Quant = cls.env["stock.quant"]
        cls.warehouse = cls.env["stock.warehouse"].create(
            {"name": "Ledger test", "code": "LEDG"}
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.shelf = cls.env["stock.location"].create(
            {"name": "Shelf", "location_id": cls.stock.id, "barcode": "LEDG-A-1"}
        )
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.product = cls._new_product("SKU-L1", barcode="4006381333931")
        cls.lot_product = cls._new_product("SKU-L2", tracking="lot")
        cls.lot = cls.env["stock.lot"].create(
            {"name": "LOT-1", "product_id": cls.lot_product.id}
        )

    @classmethod
    def _new_product(cls, sku, **values):
        return cls.env["product.product"].create(
            {"name": sku, "default_code": sku, "is_storable": True, **values}
        )

    def setUp(self):
        super().setUp()
        self._mark = self._last_id()

    def _last_id(self):
        self.env.cr.execute("SELECT COALESCE(max(id), 0) FROM stock_tower_outbox")
        return self.env.cr.fetchone()[0]

    def events(self, kind=None):
        """Rows since the last call (or the start of the test), oldest first."""
        domain = [("id", ">", self._mark)] + ([("kind", "=", kind)] if kind else [])
        rows = self.outbox.search(domain, order="id")
        self._mark = self._last_id()
        return rows

    def move(self, product, quantity, source, target, **line):
        """A done move of one line."""
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
        )
        move._action_confirm()
        move.move_line_ids.unlink()
        self.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "product_id": product.id,
                "quantity": quantity,
                "picked": True,
                "location_id": source.id,
                "location_dest_id": target.id,
                **line,
            }
        )
        move.picked = True
        move._action_done()
        return move

    def receive(self, product, quantity, target=None, **line):
        return self.move(
            product, quantity, self.suppliers, target or self.stock, **line
        )

    def assert_ledger(self):
        """Stock = sum of events, per key and state, in internal and transit places."""
        self.env.cr.flush()
        self.env.cr.execute(_DIFFERENCE, {"until": None, "products": None})
        self.assertEqual(self.env.cr.fetchall(), [], "events and quants differ")
        self.assert_contract()

    def assert_contract(self):
        """What this test has emitted is what the contract says, as it is fetched."""
        head = ledger_sequencer.head(self.env.cr)
        self.env.cr.execute(_NUMBER, {"limit": 10_000})
        events, _last = self.outbox._fetch(head, 10_000)
        for event in json.loads(f"[{events}]"):
            violations = validate(event)
            self.assertEqual(violations, [], json.dumps(event, indent=1))


_DIFFERENCE = statement("ledger_difference", fold=statement("fold"), states=STATES_SQL)
_NUMBER = statement("number")
