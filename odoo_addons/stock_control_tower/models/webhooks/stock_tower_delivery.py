from odoo import api, fields, models

from ..ledger.fields import BigInteger

KEPT_DAYS = 14


class StockTowerDelivery(models.Model):
    """One webhook message: the same id and body on every attempt."""

    _name = "stock.tower.delivery"
    _description = "Webhook delivery"
    _order = "id desc"
    _rec_name = "webhook_id"
    _log_access = False

    subscription_id = fields.Many2one(
        "stock.tower.subscription", required=True, ondelete="cascade", index=True
    )
    webhook_id = fields.Char(required=True, readonly=True)
    body = fields.Text(required=True, readonly=True)
    head = BigInteger(readonly=True)
    state = fields.Selection(
        [("pending", "Pending"), ("delivered", "Delivered"), ("failed", "Failed")],
        required=True,
        default="pending",
        readonly=True,
    )
    attempt_count = fields.Integer(readonly=True)
    created_at = fields.Datetime(readonly=True)
    next_attempt_at = fields.Datetime(readonly=True)
    attempt_ids = fields.One2many("stock.tower.attempt", "delivery_id")

    _webhook_id_unique = models.UniqueIndex("(webhook_id)")
    _one_pending = models.UniqueIndex("(subscription_id) WHERE state = 'pending'")

    @api.autovacuum
    def _gc_deliveries(self):
        """Messages and their attempts are kept for KEPT_DAYS after they ended."""
        self.env.cr.execute(
            """DELETE FROM stock_tower_delivery
                WHERE state <> 'pending'
                  AND created_at < now() AT TIME ZONE 'UTC'
                                   - make_interval(days => %s)""",
            [KEPT_DAYS],
        )
