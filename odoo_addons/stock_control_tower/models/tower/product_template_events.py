from odoo import models


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "stock.tower.events.mixin"]

    def _tower_event_domain(self):
        variants = self.with_context(active_test=False).product_variant_ids
        return [("product_id", "in", variants.ids)]
