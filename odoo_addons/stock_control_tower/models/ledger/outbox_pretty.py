import json

from odoo import fields, models


class StockTowerOutbox(models.Model):
    _inherit = "stock.tower.outbox"

    data_pretty = fields.Text("Event data", compute="_compute_data_pretty")

    def _compute_data_pretty(self):
        for event in self:
            event.data_pretty = json.dumps(event.data, indent=2, ensure_ascii=False)
