from odoo import fields, models

from .ledger_fields import BigInteger


class StockTowerSubscription(models.Model):
    _name = "stock.tower.subscription"
    _description = "Webhook subscription"
    _order = "name"

    name = fields.Char(required=True)
    url = fields.Char()
    secret = fields.Char(
        groups="stock_control_tower.group_integration_manager", copy=False
    )
    previous_secret = fields.Char(groups="base.group_system", copy=False)
    previous_secret_expires_at = fields.Datetime(readonly=True, copy=False)
    kinds = fields.Char(help="Comma-separated kinds; empty = every kind.")
    active = fields.Boolean(default=True)
    allow_private = fields.Boolean("Allow private addresses")
    state = fields.Selection(
        [
            ("new", "Never tried"),
            ("healthy", "Healthy"),
            ("failing", "Failing"),
            ("gone", "Gone"),
        ],
        default="new",
        readonly=True,
        copy=False,
    )
    last_success_at = fields.Datetime(readonly=True, copy=False)
    consecutive_failures = fields.Integer(readonly=True, copy=False)
    last_error = fields.Char(readonly=True, copy=False)
    cursor = BigInteger(readonly=True, copy=False, default=0)
    notified_sequence = BigInteger(readonly=True, copy=False, default=0)
    fence = BigInteger(readonly=True, copy=False, default=0)
    lease_holder = fields.Char(readonly=True, copy=False)
    lease_until = fields.Datetime(readonly=True, copy=False)
    delivery_ids = fields.One2many("stock.tower.delivery", "subscription_id")
