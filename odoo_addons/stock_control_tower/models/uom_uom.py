from odoo import fields, models


class UomUom(models.Model):
    _inherit = "uom.uom"

    unece_code = fields.Char(
        "UN/ECE code",
        help="UN/ECE Recommendation 20 code, for example C62 (one), KGM (kilogram).",
    )
