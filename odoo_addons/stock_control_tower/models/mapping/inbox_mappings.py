from odoo import models
from odoo.fields import Domain

from ...lib.gs1 import gtin14
from ...lib.inbound.unit import pack_of
from ...lib.mapping.mappings import ANY_BIN, Mappings


class StockTowerInbox(models.Model):
    """Looks up what partners' own words mean: one query per mapping table."""

    _inherit = "stock.tower.inbox"

    def _named_mappings(self, named):
        """Return the `Mappings` that the named words may need."""
        mappings = Mappings()
        for model, words in (
            ("stock.tower.item.mapping", _item_words(named)),
            ("stock.tower.location.mapping", _location_words(named)),
            ("stock.tower.unit.mapping", _unit_words(named)),
        ):
            partners = Domain("partner_id", "in", list(named.partners))
            for row in self.env[model].search(partners & words, order="id"):
                mappings.add(row._fact())
        return mappings

    def _named_packs(self, company, named):
        """Barcodes that Odoo keeps for packs of a product."""
        return self.env["product.uom"].search(
            Domain("barcode", "in", list(named.gtins))
            & Domain("company_id", "in", [False, company.id])
        )

    def _add_packs(self, facts, packs):
        for pack in packs:
            product = facts.products_by_id.get(pack.product_id.id)
            counted = product and pack_of(product, facts.units_by_id[pack.uom_id.id])
            if counted:
                key = gtin14(pack.barcode)
                facts.products_by_gtin.setdefault(key, []).append(counted)


def _item_words(named):
    numbers = {gtin14(gtin) for gtin in named.gtins}
    return Domain("external_sku", "in", list(named.skus)) | Domain(
        "gtin14", "in", list(numbers)
    )


def _location_words(named):
    bins = [*named.bins, ANY_BIN, False]
    places = Domain("external_warehouse", "in", list(named.warehouses)) & Domain(
        "external_bin", "in", bins
    )
    return places | Domain("gln", "in", list(named.glns))


def _unit_words(named):
    return Domain("unit_key", "in", [*named.units, *named.unit_names])
