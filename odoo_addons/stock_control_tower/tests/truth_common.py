"""What tests of stock truth share: stock in two warehouses, and a user."""

from odoo.tests import new_test_user

from ..models.ledger.sql import statement
from ..models.states.stock_tower_state import FIGURES
from .common import LedgerCase


class TruthCase(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "truth-user",
            groups="stock.group_stock_user,stock.group_production_lot,"
            "stock.group_tracking_owner",
        )
        cls.truth = cls.env["stock.tower.truth"].with_user(cls.user)
        cls.other = cls.env["stock.warehouse"].create({"name": "Two", "code": "TRU2"})
        cls.cage = cls.env["stock.location"].create(
            {
                "name": "Cage",
                "location_id": cls.warehouse.view_location_id.id,
                "tower_state": "quarantined",
            }
        )
        cls.owner = cls.env["res.partner"].create({"name": "Consignor"})
        put = cls.Quant._update_available_quantity
        put(cls.product, cls.stock, 30)
        put(cls.product, cls.shelf, 12.5)
        put(cls.product, cls.cage, 4)
        put(cls.product, cls.other.lot_stock_id, -3)
        put(cls.product, cls.stock, 8, owner_id=cls.owner)
        put(cls.lot_product, cls.shelf, 7, lot_id=cls.lot)
        cls.Quant._update_reserved_quantity(cls.product, cls.shelf, 5)
        cls.outbox._emit_reserved()
        cls.ours = [("product_id", "in", (cls.product + cls.lot_product).ids)]

    def number_events(self):
        """Number in this transaction what the sequencer numbers after commit."""
        self.env.flush_all()
        self.outbox._emit_reserved()
        self.env.cr.execute(statement("number"), {"limit": 10_000})
        self.env.invalidate_all()

    def figures(self, product, warehouse, **query):
        """Figures of a position that are not nothing; None where it is not listed."""
        query = {"domain": self.ours, **query}
        for row in self.truth.positions(**query)["rows"]:
            if (row["product_id"], row["warehouse_id"]) == (product.id, warehouse.id):
                names = (*FIGURES, "others")
                return {name: row[name] for name in names if row[name]}
        return None

    def open_receipt(self, quantity, warehouse=None):
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": quantity,
                "location_id": self.suppliers.id,
                "location_dest_id": (warehouse or self.warehouse).lot_stock_id.id,
            }
        )
        move._action_confirm()
        return move
