from odoo import models


class StockReference(models.Model):
    _inherit = "stock.reference"

    # Partners name orders, not ids: each batch looks some up.
    _tower_name_index = models.Index("(name)")
