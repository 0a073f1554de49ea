from odoo import models


class StockTowerInbox(models.Model):
    """Kits, where Manufacturing is installed: Odoo never has stock of one."""

    _inherit = "stock.tower.inbox"

    def _kit_components(self, company, products):
        """Return dict product id -> names of the components, of kits only."""
        if "mrp.bom" not in self.env:
            return {}
        recipes = self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="phantom"
        )
        return {
            kit.id: _components(kit, recipe)
            for kit, recipe in recipes.items()
            if recipe
        }


def _components(kit, recipe):
    _recipes, lines = recipe.explode(kit, 1)
    names = [line.product_id.display_name for line, _values in lines]
    return tuple(dict.fromkeys(names)) or (kit.display_name,)
