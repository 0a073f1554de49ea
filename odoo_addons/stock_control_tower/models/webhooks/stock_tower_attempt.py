from odoo import fields, models


class StockTowerAttempt(models.Model):
    _name = "stock.tower.attempt"
    _description = "Webhook attempt"
    _order = "id desc"
    _log_access = False

    delivery_id = fields.Many2one(
        "stock.tower.delivery", required=True, ondelete="cascade", index=True
    )
    at = fields.Datetime(required=True, readonly=True)
    status_code = fields.Integer(readonly=True)
    error = fields.Char(readonly=True)
    duration_ms = fields.Integer(readonly=True)
