from odoo import fields, models


class StockTowerTokenNew(models.TransientModel):
    """Asks what a new token may do, and shows it once."""

    _name = "stock.tower.token.new"
    _description = "New service token"

    name = fields.Char(
        required=True, help="Who will use it, for example: sidecar in Dallas."
    )
    subscription_id = fields.Many2one(
        "stock.tower.subscription",
        default=lambda self: self.env["stock.tower.subscription"].search([], limit=1),
    )
    scope_outbox_read = fields.Boolean("Read events", default=True)
    scope_inbox_write = fields.Boolean("Send events", default=True)
    scope_status_read = fields.Boolean("Read status", default=True)
    expires_at = fields.Datetime(
        default=lambda self: self.env["stock.tower.token"]._default_expiry(),
        required=True,
    )

    def action_generate(self):
        self.ensure_one()
        Token = self.env["stock.tower.token"]
        scopes = [scope for scope, name in Token._scope_fields().items() if self[name]]
        clear_text = Token._generate(
            self.name, scopes, self.subscription_id, self.expires_at
        )
        return self.env["stock.tower.shown"]._show(
            self.env._("Copy the token now"),
            clear_text,
            self.env._(
                "It is shown this once: Odoo keeps only its hash. "
                "Give it to the sidecar as ODOO_TOKEN."
            ),
        )
