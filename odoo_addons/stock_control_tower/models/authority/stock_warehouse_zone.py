import pytz
from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _tower_zone(self):
        """Return the time zone of the warehouse's clock: its address's, else the
        company's, else UTC."""
        self.ensure_one()
        name = self.partner_id.tz or self.company_id.partner_id.tz
        return pytz.timezone(name or "UTC")
