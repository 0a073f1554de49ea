from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def color_scheme(self):
        """Follow the `color_scheme` cookie where nothing else decides.

        Odoo Community has a dark bundle and reads the cookie in its scripts,
        yet always serves the light one. Enterprise and other themes decide
        for themselves and win.
        """
        scheme = super().color_scheme()
        if (
            scheme == "light"
            and request.httprequest.cookies.get("color_scheme") == "dark"
        ):
            return "dark"
        return scheme
