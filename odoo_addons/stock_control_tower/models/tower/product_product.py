from odoo import models


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "stock.tower.events.mixin"]
    _tower_event_field = "product_id"
