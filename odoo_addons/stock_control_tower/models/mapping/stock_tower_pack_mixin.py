from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StockTowerPackMixin(models.AbstractModel):
    """A mapping that says how much of Odoo's one of theirs is."""

    _name = "stock.tower.pack.mixin"
    _description = "Mapping with a pack factor"

    uom_id = fields.Many2one("uom.uom", "Unit", ondelete="restrict")
    factor = fields.Float(
        digits=0,  # numeric without limit: the factor is computed with as written
        default=1.0,
        required=True,
        help="One of the partner's is so many of the unit.",
    )
    product_id = fields.Many2one(
        "product.product",
        ondelete="restrict",
        check_company=True,
        domain="[('is_storable', '=', True)]",
    )

    @api.constrains("factor")
    def _check_factor(self):
        for row in self:
            if row.factor <= 0:
                raise ValidationError(
                    self.env._(
                        "One %(word)s cannot be %(factor)s: give how many of the unit "
                        "one of the partner's is, for example 12.",
                        word=row._word(),
                        factor=row.factor,
                    )
                )

    @api.constrains("uom_id", "product_id")
    def _check_convertible(self):
        for row in self:
            own = row.product_id.uom_id
            if own and row.uom_id and not row.uom_id._has_common_reference(own):
                raise ValidationError(
                    self.env._(
                        "%(product)s is kept in %(own)s, which %(unit)s does not "
                        "convert to. Choose a unit that does.",
                        product=row.product_id.display_name,
                        own=own.name,
                        unit=row.uom_id.name,
                    )
                )

    def _amount(self):
        """Return how much one of theirs is, as a person reads it."""
        unit = self.uom_id or self.product_id.uom_id
        return f"{self.factor:.15g} {unit.name}"
