from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.mapping.mappings import UnitMapping, canonical_unit
from ...lib.quantities import exact_factor


class StockTowerUnitMapping(models.Model):
    """What a partner calls a unit, for every product or for one."""

    _name = "stock.tower.unit.mapping"
    _description = "Unit mapping"
    _inherit = ["stock.tower.mapping.mixin", "stock.tower.pack.mixin"]
    _order = "partner_id, external_unit, product_id, valid_from"
    _check_company_auto = True
    _word_fields = ("external_unit",)
    _fact_class = UnitMapping
    _fact_fields = (*_word_fields, "product_id", "uom_id", "factor")

    external_unit = fields.Char(
        "Partner's unit",
        required=True,
        help="The code in `uom` of the partner's events, or the name in `uomName` "
        "where the code is ZZ; exactly as sent. EA, C62 and H87 are the same.",
    )
    unit_key = fields.Char(compute="_compute_unit_key", store=True, precompute=True)
    uom_id = fields.Many2one(required=True)
    product_id = fields.Many2one(
        index="btree_not_null",
        help="Empty: for every product. A unit of one product says how much of it "
        "there is, whatever name or pack the event gives for it.",
    )
    meaning = fields.Char("One of theirs is", compute="_compute_meaning")

    _named = models.Constraint(
        "CHECK (external_unit <> '')", "Give the partner's code or name of the unit."
    )
    _by_unit = models.Index("(partner_id, unit_key)")

    @api.depends("external_unit")
    def _compute_unit_key(self):
        for row in self:
            row.unit_key = canonical_unit(row.external_unit)

    @api.depends("uom_id", "factor")
    def _compute_meaning(self):
        for row in self:
            row.meaning = row._amount() if row.uom_id else False

    @api.constrains(
        "partner_id", "external_unit", "product_id", "valid_from", "valid_to", "active"
    )
    def _check_unique(self):
        self.filtered("active")._check_unique_words()

    def _words_domain(self, facts):
        return Domain("unit_key", "in", list({fact.key for fact in facts}))

    def _fact_words(self, values):
        return {
            "key": canonical_unit(values["external_unit"]),
            "product_id": values["product_id"],
            "unit_id": values["uom_id"],
            "factor": exact_factor([values["factor"]]),
        }

    def _word(self):
        if not self.product_id:
            return super()._word()
        return f"{self.external_unit} ({self.product_id.display_name})"

    def _meaning(self):
        return self._amount()
