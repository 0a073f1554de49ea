from odoo import fields, models


class StockTowerInbox(models.Model):
    """One row per event a partner sent."""

    _name = "stock.tower.inbox"
    _description = "Stock event (in)"
    _order = "id desc"
    _rec_name = "event_id"

    source = fields.Char(required=True)
    event_id = fields.Char("Event id", required=True)
    kind = fields.Char()
    partner_id = fields.Many2one("stock.tower.partner", ondelete="restrict")
    company_id = fields.Many2one("res.company")
    state = fields.Selection(
        [("applied", "Applied"), ("refused", "Refused"), ("conflict", "Conflict")],
        required=True,
    )
    code = fields.Char()
    message = fields.Char()
    path = fields.Char()
    remedy = fields.Char()
    event = fields.Json()
    body_hash = fields.Char()
    correlation_id = fields.Char()
    traceparent = fields.Char()
    received_at = fields.Datetime()
    occurred_at = fields.Datetime()
    outcome = fields.Json()
    duplicate_count = fields.Integer()
    last_duplicate_at = fields.Datetime()
    lag_ms = fields.Integer()
    move_ids = fields.One2many("stock.move", "tower_inbox_id")
