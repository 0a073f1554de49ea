import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

_CODE = re.compile(r"^[A-Z0-9]{2,3}$")


class UomUom(models.Model):
    _inherit = "uom.uom"

    unece_code = fields.Char(
        "UN/ECE code",
        index="btree_not_null",
        help="UN/ECE Recommendation 20 code under which stock events name the unit, "
        "for example C62 (one), DZN (dozen), KGM (kilogram).",
    )

    @api.constrains("unece_code")
    def _check_unece_code(self):
        for unit in self.filtered("unece_code"):
            if not _CODE.match(unit.unece_code):
                raise ValidationError(
                    _(
                        "'%s' is no UN/ECE unit code: it has two or three capital "
                        "letters or digits, for example KGM.",
                        unit.unece_code,
                    )
                )

    @api.model
    def _set_unece_codes(self, codes):
        """Give Odoo's own units their codes; leave what a person has set.

        :param codes: dict external id -> code; units that were deleted are skipped
        """
        for external_id, code in codes.items():
            unit = self.env.ref(external_id, raise_if_not_found=False)
            if unit and not unit.unece_code:
                unit.unece_code = code
