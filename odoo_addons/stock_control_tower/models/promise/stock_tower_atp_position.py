from odoo import api, fields, models

from ...lib.atp import ZERO, Projection, counted, finding
from ..ledger.sql import statement
from .stock_tower_atp import MAX_PRODUCTS

POSITIONS = statement("atp_positions")


def _quantity(label, help_text):
    return fields.Float(
        label, digits="Product Unit", compute="_compute_figures", help=help_text
    )


class StockTowerAtpPosition(models.Model):
    """What can be promised as a list: one row per product and warehouse.

    The rows are where stock lies or moves are open; their figures are computed for
    the rows that somebody reads, so a page costs what its products cost.
    """

    _name = "stock.tower.atp.position"
    _description = "Available to promise"
    _auto = False
    _order = "default_code, product_id.id, warehouse_id.id"
    _depends = {
        "product.product": ["default_code", "product_tmpl_id"],
        "product.template": ["categ_id", "company_id", "is_storable"],
        "stock.location": ["usage", "warehouse_id"],
        "stock.move": [
            "location_dest_id",
            "location_final_id",
            "location_id",
            "product_id",
            "state",
        ],
        "stock.quant": ["location_id", "product_id"],
        "stock.warehouse": ["company_id"],
    }

    product_id = fields.Many2one("product.product", readonly=True)
    default_code = fields.Char("Internal reference", readonly=True)
    categ_id = fields.Many2one("product.category", "Product category", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    available = _quantity("Available", "Sellable and reserved for nobody.")
    reserved = _quantity(
        "Reserved", "Sellable and reserved for open transfers; part of the demand."
    )
    demand = _quantity(
        "Demand", "Open transfers out of sellable stock until the policy's last day."
    )
    safety = _quantity("Safety stock", "What the policy keeps back.")
    incoming = _quantity(
        "Incoming counted",
        "Receipts that the policy counts, until its last day. They serve promises for "
        "later days, never those of now.",
    )
    atp_now = _quantity(
        "ATP now", "Available + reserved - demand - safety stock, never below zero."
    )
    atp_later = _quantity(
        "ATP at the horizon",
        "What can be promised for the policy's last day, with the receipts until then.",
    )
    overcommitted = _quantity(
        "Overcommitted", "What firm demand lacks at the worst moment."
    )
    short_on = fields.Date(
        "First short on",
        compute="_compute_figures",
        help="The first day on which firm demand lacks something.",
    )
    finding = fields.Selection(
        [
            ("overcommitted", "Overcommitted"),
            ("safety", "Below safety stock"),
            ("nothing", "Nothing left now"),
            ("good", "Can be promised"),
        ],
        compute="_compute_figures",
        search="_search_finding",
        help="Overcommitted: firm demand lacks something, receipts included. Below "
        "safety stock: nothing lacks, but what the policy keeps back is not there.",
    )

    @property
    def _table_query(self):
        return POSITIONS

    @api.depends("product_id", "warehouse_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = (
                f"{row.product_id.display_name}: {row.warehouse_id.display_name}"
            )

    @api.depends("product_id", "warehouse_id")
    def _compute_figures(self):
        products, warehouses = self.product_id, self.warehouse_id
        positions = self.env["stock.tower.atp"]._positions(products.ids, warehouses)
        states = self.env["stock.tower.state"].figures(products.ids, warehouses.ids)
        for row in self:
            key = row.product_id.id, row.warehouse_id.id
            position = positions[key]
            projection = Projection(position)
            stock = states.get(key[0], {}).get(key[1], {})
            row.reserved = stock.get("reserved", 0.0)
            row.available = float(position.sellable) - row.reserved
            row.demand, row.incoming = (
                float(sum((flow.quantity for flow in flows), ZERO))
                for flows in counted(position)
            )
            row.safety = float(projection.safety)
            row.atp_now = float(projection.now)
            row.atp_later = float(projection.on(projection.last))
            row.overcommitted = float(projection.overcommitted)
            row.short_on = projection.overcommitted_on
            row.finding = finding(projection)

    @api.model
    def _search_finding(self, operator, value):
        """Only overcommitments can be looked for: they are among what has demand."""
        if operator != "in" or set(value) != {"overcommitted"}:
            return NotImplemented
        rows = self.env["stock.tower.atp"].overcommitments(limit=MAX_PRODUCTS)
        return [
            ("id", "in", [_id(row["product_id"], row["warehouse_id"]) for row in rows])
        ]


def _id(product_id, warehouse_id):
    """As in atp_positions.sql; a browser's numbers hold it exactly."""
    return product_id * 1048576 + warehouse_id
