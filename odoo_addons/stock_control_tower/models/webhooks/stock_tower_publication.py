from odoo import fields, models

from ..ledger.fields import BigInteger


class StockTowerPublication(models.Model):
    """One cursor advance: the history behind the outbound lag; kept 24 h."""

    _name = "stock.tower.publication"
    _description = "Publication"
    _order = "id desc"
    _log_access = False

    subscription_id = fields.Many2one(
        "stock.tower.subscription", required=True, ondelete="cascade", index=True
    )
    from_sequence = BigInteger(readonly=True)
    to_sequence = BigInteger(readonly=True)
    event_count = fields.Integer(readonly=True)
    at = fields.Datetime(readonly=True, index=True)
    max_lag_ms = fields.Integer(readonly=True)
