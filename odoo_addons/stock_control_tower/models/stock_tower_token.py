from odoo import fields, models


class StockTowerToken(models.Model):
    _name = "stock.tower.token"
    _description = "Service token"
    _order = "id desc"

    name = fields.Char(required=True)
    token_hash = fields.Char(readonly=True, groups="base.group_system", copy=False)
    scope_outbox_read = fields.Boolean("outbox.read")
    scope_inbox_write = fields.Boolean("inbox.write")
    scope_status_read = fields.Boolean("status.read")
    subscription_id = fields.Many2one("stock.tower.subscription", ondelete="cascade")
    expires_at = fields.Datetime()
    revoked_at = fields.Datetime(readonly=True, copy=False)
    last_used_at = fields.Datetime(readonly=True, copy=False)

    _token_hash_unique = models.UniqueIndex("(token_hash)")
