from odoo import api, fields, models

from ..ledger.sql import statement
from .stock_location import STOCK_STATES

STATES = ("available", "reserved", "quarantined", "damaged", "returned")
STATES_SQL = statement("states", state=statement("state"))
_QUANT_FIGURES = ("on_hand", *STATES, "in_transit")
FIGURES = (*_QUANT_FIGURES, "incoming")


def _quantity(label, help_text=None):
    return fields.Float(label, digits="Product Unit", readonly=True, help=help_text)


class StockTowerState(models.Model):
    """How much stock there is, where, and in which state: one row per quant.

    `on_hand = available + reserved + quarantined + damaged + returned`, row by row;
    `in_transit` is beside it, and so is what only open transfers know: `incoming`, see
    `figures`. Quantities are in the product's unit of measure.
    """

    _name = "stock.tower.state"
    _description = "Stock by state"
    _auto = False
    _rec_name = "product_id"
    _order = "product_id, location_id, id"
    _depends = {
        "stock.quant": [
            "location_id",
            "lot_id",
            "owner_id",
            "package_id",
            "product_id",
            "quantity",
            "reserved_quantity",
        ],
        "stock.location": [
            "company_id",
            "tower_effective_state",
            "usage",
            "warehouse_id",
        ],
        "stock.lot": ["tower_expired", "tower_hold"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Lot/serial number", readonly=True)
    package_id = fields.Many2one("stock.package", readonly=True)
    owner_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="Empty: the company itself. Stock of others is never promised.",
    )
    state = fields.Selection(
        [*STOCK_STATES, ("in_transit", "In transit")], readonly=True
    )
    on_hand = _quantity("On hand")
    available = _quantity("Available", "Sellable and promised to nobody.")
    reserved = _quantity("Reserved", "Sellable and promised by Odoo's reservations.")
    quarantined = _quantity("Quarantined")
    damaged = _quantity("Damaged")
    returned = _quantity("Returned")
    in_transit = _quantity("In transit", "Between two warehouses; not on hand.")

    def init(self):
        self.env.cr.execute(statement("create_balance"))

    @property
    def _table_query(self):
        return STATES_SQL

    @api.model
    def figures(self, product_ids, warehouse_ids=None):
        """How much there is of each product in each warehouse, by state.

        :param product_ids: list of ids
        :param warehouse_ids: list of ids; None means every warehouse
        :return: {product id: {warehouse id: {figure: quantity}}}; own stock under
            `FIGURES`, partner-owned stock as one figure `others`; nothing where
            nothing lies and nothing comes. `in_transit` is what open transfers hold
            that lead to the warehouse, and `incoming` what its other open transfers
            await; together they are Odoo's `incoming_qty`. What is in transit and
            awaited by no warehouse has the key False.
        """
        domain = [("product_id", "in", list(product_ids))]
        warehouses = self.env["stock.warehouse"].with_context(active_test=False)
        if warehouse_ids is None:
            warehouses = warehouses.search([])
        else:
            domain.append(("warehouse_id", "in", list(warehouse_ids)))
            warehouses = warehouses.search([("id", "in", list(warehouse_ids))])
        own = self._own_stock()
        result = {}
        groups = self._read_group(
            domain + own,
            ["product_id", "warehouse_id"],
            [f"{name}:sum" for name in _QUANT_FIGURES],
        )
        for product, warehouse, *sums in groups:
            cell = self._cell(result, product.id, warehouse.id)
            cell.update(zip(_QUANT_FIGURES, sums, strict=True))
        others = self._read_group(
            [*domain, "!", *own],
            ["product_id", "warehouse_id"],
            ["on_hand:sum"],
        )
        for product, warehouse, quantity in others:
            self._cell(result, product.id, warehouse.id)["others"] = quantity
        self._add_coming(result, product_ids, warehouses, warehouse_ids is None)
        return result

    @api.model
    def _cell(self, result, product_id, warehouse_id):
        nothing = dict.fromkeys((*FIGURES, "others"), 0.0)
        return result.setdefault(product_id, {}).setdefault(warehouse_id, nothing)

    @api.model
    def _own_stock(self):
        """Domain of what the company itself owns."""
        owners = self.env.companies.partner_id.ids
        return [("owner_id", "in", [False, *owners])]
