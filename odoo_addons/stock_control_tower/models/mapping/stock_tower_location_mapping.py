from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib.gs1 import GLN
from ...lib.mapping.mappings import LocationMapping


class StockTowerLocationMapping(models.Model):
    """What a partner calls a warehouse, or a bin in it."""

    _name = "stock.tower.location.mapping"
    _description = "Location mapping"
    _inherit = ["stock.tower.mapping.mixin"]
    _order = "partner_id, external_warehouse, external_bin, valid_from"
    _check_company_auto = True
    _word_fields = ("external_warehouse", "external_bin", "gln")
    _fact_class = LocationMapping
    _fact_fields = (*_word_fields, "warehouse_id", "location_id")

    external_warehouse = fields.Char(
        "Partner's warehouse",
        help="The code in `location.warehouse` of the partner's events, exactly as "
        "sent.",
    )
    external_bin = fields.Char(
        "Partner's bin",
        help="The name in `location.bin`. Empty: the warehouse as such. * means every "
        "bin of theirs without a mapping of its own, where Odoo does not know their "
        "bins.",
    )
    gln = fields.Char(
        "GLN",
        index="btree_not_null",
        help="The global location number in `location.gln`, 13 digits.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, ondelete="restrict", check_company=True
    )
    location_id = fields.Many2one(
        "stock.location",
        ondelete="restrict",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('warehouse_id', '=', warehouse_id)]",
        help="Where the bin is. Empty: the warehouse; the state of the stock then "
        "decides the location.",
    )

    _named = models.Constraint(
        "CHECK (COALESCE(external_warehouse, '') <> '' OR COALESCE(gln, '') <> '')",
        "Give the partner's warehouse code, the GLN, or both: without them the mapping "
        "is never found.",
    )
    _by_place = models.Index(
        "(partner_id, external_warehouse, external_bin) "
        "WHERE external_warehouse IS NOT NULL"
    )

    @api.onchange("warehouse_id")
    def _onchange_warehouse_id(self):
        if self.location_id.warehouse_id != self.warehouse_id:
            self.location_id = False

    @api.constrains("gln")
    def _check_gln(self):
        for row in self.filtered("gln"):
            row._check_number(row.gln, GLN, "GLN")

    @api.constrains("external_warehouse", "external_bin", "warehouse_id", "location_id")
    def _check_place(self):
        for row in self:
            location, bin_name = row.location_id, row.external_bin
            if bin_name and not row.external_warehouse:
                message = self.env._(
                    "Bin '%(bin)s' needs the partner's code of its warehouse.",
                    bin=bin_name,
                )
            elif location and not bin_name:
                message = self.env._(
                    "%(location)s can stand for a bin of the partner only: without a "
                    "bin, the state of the stock decides the location. Give the "
                    "partner's bin (* for every one), or empty the location.",
                    location=location.display_name,
                )
            elif location and location.usage != "internal":
                message = self.env._(
                    "%(location)s holds no stock of the company. Choose an internal "
                    "location.",
                    location=location.display_name,
                )
            elif location and location.warehouse_id != row.warehouse_id:
                message = self.env._(
                    "%(location)s is not in warehouse %(warehouse)s. Choose one of its "
                    "locations, or the other warehouse.",
                    location=location.display_name,
                    warehouse=row.warehouse_id.display_name,
                )
            else:
                continue
            raise ValidationError(message)

    @api.constrains(
        "partner_id",
        "external_warehouse",
        "external_bin",
        "gln",
        "valid_from",
        "valid_to",
        "active",
    )
    def _check_unique(self):
        self.filtered("active")._check_unique_words()

    def _words_domain(self, facts):
        codes = {fact.warehouse for fact in facts} - {None}
        bins = {fact.bin or False for fact in facts}
        glns = {fact.gln for fact in facts} - {None}
        places = Domain("external_warehouse", "in", list(codes)) & Domain(
            "external_bin", "in", list(bins)
        )
        return places | Domain("gln", "in", list(glns))

    def _fact_words(self, values):
        return {
            "warehouse": values["external_warehouse"],
            "bin": values["external_bin"],
            "gln": values["gln"],
            "warehouse_id": values["warehouse_id"],
            "location_id": values["location_id"],
        }

    def _meaning(self):
        return (self.location_id or self.warehouse_id).display_name
