from odoo import models

from .stock_quant import KEY_FIELDS


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        """A changed unit makes the same number mean something else (12 Units
        become 12 Dozens) without any quant being touched."""
        if "uom_id" not in vals:
            return super().write(vals)
        before = {template: template.uom_id for template in self}
        result = super().write(vals)
        changed = {
            template: uom for template, uom in before.items() if template.uom_id != uom
        }
        if changed:
            self._tower_emit_unit_redefined(changed)
        return result

    def _tower_emit_unit_redefined(self, previous):
        """One event per figure in the ledger; it leaves and enters the same key.

        :param previous: {template: its unit before}
        """
        templates = self.browse([template.id for template in previous])
        figures = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_id.product_tmpl_id", "in", templates.ids),
                    ("location_id.usage", "in", ("internal", "transit")),
                ],
                KEY_FIELDS,
                ["quantity:sum"],
            )
        )
        facts = []
        for product, location, lot, package, owner, quantity in figures:
            uom = previous[product.product_tmpl_id]
            if uom.is_zero(quantity):
                continue
            facts.append(
                {
                    "kind": "unit_redefined",
                    "product_id": product.id,
                    "lot_id": lot.id or None,
                    "package_id": package.id or None,
                    "result_package_id": package.id or None,
                    "owner_id": owner.id or None,
                    "location_id": location.id,
                    "location_dest_id": location.id,
                    "quantity": abs(quantity),
                    "line": {
                        "previousUom": uom.unece_code or "ZZ",
                        "previousUomName": uom.with_context(lang="en_US").name,
                    },
                }
            )
        self.env["stock.tower.outbox"].sudo()._emit_facts(facts)
