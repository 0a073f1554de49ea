import base64

from odoo import fields, models

from ...lib.mapping.mapping_csv import write
from .stock_tower_partner_mappings import MAPPING_MODELS


class StockTowerMappingExport(models.TransientModel):
    """A partner's mappings as CSV, one file for each table."""

    _name = "stock.tower.mapping.export"
    _description = "Export mappings"

    partner_id = fields.Many2one("stock.tower.partner", required=True)
    item_file = fields.Binary("Items", attachment=False, readonly=True)
    item_name = fields.Char()
    location_file = fields.Binary("Locations", attachment=False, readonly=True)
    location_name = fields.Char()
    unit_file = fields.Binary("Units", attachment=False, readonly=True)
    unit_name = fields.Char()

    def _fill(self):
        self.ensure_one()
        partner = self.partner_id
        for model in MAPPING_MODELS:
            rows = self.env[model].search([("partner_id", "=", partner.id)])
            table = rows._csv_table()
            data = write(table, rows._csv_rows(partner.company_id))
            self[f"{table}_file"] = base64.b64encode(data)
            self[f"{table}_name"] = f"{partner.code}-{table}-mappings.csv"
