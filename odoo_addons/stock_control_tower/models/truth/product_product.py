from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    # The order of pages, as one key that a page can go on after: products without a
    # reference come last.
    _tower_reference = models.Index(
        "((default_code IS NULL), COALESCE(default_code, ''), id)"
    )
