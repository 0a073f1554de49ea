from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.gs1 import GTIN, gtin14
from ...lib.mapping.mappings import ItemMapping
from ...lib.quantities import exact_factor


class StockTowerItemMapping(models.Model):
    """What a partner calls a product, or a pack of it."""

    _name = "stock.tower.item.mapping"
    _description = "Item mapping"
    _inherit = ["stock.tower.mapping.mixin", "stock.tower.pack.mixin"]
    _order = "partner_id, external_sku, gtin, valid_from"
    _check_company_auto = True
    _word_fields = ("external_sku", "gtin")
    _fact_class = ItemMapping
    _fact_fields = (*_word_fields, "product_id", "uom_id", "factor")

    external_sku = fields.Char(
        "Partner's SKU",
        help="The code in `item.sku` of the partner's events, exactly as sent.",
    )
    gtin = fields.Char(
        "GTIN",
        help="The number in `item.gtin` of the partner's events: GTIN-8, UPC (12), "
        "EAN (13) or GTIN-14, with its check digit.",
    )
    gtin14 = fields.Char(
        compute="_compute_gtin14", store=True, index="btree_not_null", precompute=True
    )
    product_id = fields.Many2one(required=True, index=True)
    uom_id = fields.Many2one(
        help="Empty: the product's own unit. With a unit or a factor, the partner's "
        "code counts packs: EA of it is that many of the unit."
    )
    meaning = fields.Char("One of theirs is", compute="_compute_meaning")

    _named = models.Constraint(
        "CHECK (COALESCE(external_sku, '') <> '' OR COALESCE(gtin, '') <> '')",
        "Give the partner's SKU, the GTIN, or both: without them the mapping is never "
        "found.",
    )
    _by_sku = models.Index("(partner_id, external_sku) WHERE external_sku IS NOT NULL")

    @api.depends("gtin")
    def _compute_gtin14(self):
        for row in self:
            row.gtin14 = row.gtin and gtin14(row.gtin)

    @api.depends("product_id", "uom_id", "factor")
    def _compute_meaning(self):
        for row in self:
            row.meaning = row._amount() if row.product_id else False

    @api.constrains("gtin")
    def _check_gtin(self):
        for row in self.filtered("gtin"):
            row._check_number(row.gtin, GTIN, "GTIN")

    @api.constrains(
        "partner_id", "external_sku", "gtin", "valid_from", "valid_to", "active"
    )
    def _check_unique(self):
        self.filtered("active")._check_unique_words()

    def _words_domain(self, facts):
        skus = {fact.sku for fact in facts} - {None}
        numbers = {fact.gtin14 for fact in facts} - {None}
        return Domain("external_sku", "in", list(skus)) | Domain(
            "gtin14", "in", list(numbers)
        )

    def _fact_words(self, values):
        return {
            "sku": values["external_sku"],
            "gtin14": values["gtin"] and gtin14(values["gtin"]),
            "product_id": values["product_id"],
            "unit_id": values["uom_id"],
            "factor": exact_factor([values["factor"]]),
        }

    def _meaning(self):
        return self.product_id.display_name
