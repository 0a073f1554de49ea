from odoo import fields, models

from ...lib.authority.comparison import FAMILIES
from ..ledger.fields import LedgerMany2one


class StockTowerComparison(models.Model):
    """One line of an event that was kept, held against what Odoo did itself."""

    _name = "stock.tower.comparison"
    _description = "Comparison of a recorded line"
    _log_access = False
    _rec_name = "line_ref"
    _order = "id desc"

    inbox_id = fields.Many2one(
        "stock.tower.inbox", "Event", required=True, readonly=True, ondelete="cascade",
        index=True,
    )  # fmt: skip
    partner_id = fields.Many2one(
        "stock.tower.partner", readonly=True, ondelete="cascade", index=True
    )
    flow_id = fields.Many2one("stock.tower.flow", readonly=True, ondelete="set null")
    company_id = fields.Many2one("res.company", readonly=True)
    line_ref = fields.Char("Line", readonly=True)
    kind = fields.Char(readonly=True)
    family = fields.Selection(
        [
            (name, name.replace("_", " ").capitalize())
            for name in set(FAMILIES.values())
        ],
        readonly=True,
        help="Kinds of one family are compared with each other: a putaway to the "
        "partner may be a plain move in Odoo.",
    )
    direction = fields.Selection(
        [("in", "In"), ("out", "Out"), ("internal", "Internal")], readonly=True
    )
    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True, ondelete="cascade")
    quantity = fields.Float(
        digits=(16, 6), readonly=True, help="Reported, in the product's unit."
    )
    occurred_at = fields.Datetime("Happened", readonly=True)
    result = fields.Selection(
        [
            ("pending", "Not compared yet"),
            ("matched", "Matched"),
            ("differs", "Differs"),
            ("not_found", "Not found"),
        ],
        readonly=True,
        help="Odoo's own movements of the same family, product and warehouse, up to 24 "
        "hours before and after: one of the same quantity, only another quantity, or "
        "none. Looked at again until those hours have passed.",
    )
    outbox_id = LedgerMany2one("stock.tower.outbox", string="Odoo's event")
    booked_quantity = fields.Float("In Odoo", digits=(16, 6), readonly=True)

    _one_line_each = models.UniqueIndex(
        "(partner_id, outbox_id) WHERE result IN ('matched', 'differs')"
    )
    _open = models.Index("(partner_id, occurred_at) WHERE result <> 'matched'")
