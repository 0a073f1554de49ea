from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...lib.contract_validator import KINDS
from ...lib.webhooks import standard_webhooks, webhook_target
from ..ledger.fields import BigInteger

OVERLAP = timedelta(hours=24)


class StockTowerSubscription(models.Model):
    """Somebody who wants to hear that there are new events, and fetches them by cursor.

    The sidecar is one of them. The webhook says only "there is something new": what
    and how much is retrieved with a service token, so a lost message costs no data.
    """

    _name = "stock.tower.subscription"
    _description = "Webhook subscription"
    _order = "name"

    name = fields.Char(required=True)
    url = fields.Char("URL")
    secret = fields.Char(
        groups=fields.NO_ACCESS,
        copy=False,
        help="Signs each message (Standard Webhooks). Generated when left empty.",
    )
    secret_input = fields.Char(
        "New secret",
        compute="_compute_secret_input",
        inverse="_inverse_secret_input",
        groups="stock_control_tower.group_integration_manager",
        help="The receiver's own secret: whsec_ and 24 to 64 bytes in base64. "
        "It is never shown again. Leave it empty to keep the present one.",
    )
    previous_secret = fields.Char(groups=fields.NO_ACCESS, copy=False)
    previous_secret_expires_at = fields.Datetime(
        "Previous secret valid until", readonly=True, copy=False
    )
    kinds = fields.Char(help="Comma-separated kinds; empty = every kind.")
    active = fields.Boolean(default=True)
    allow_private = fields.Boolean(
        "Allow private addresses",
        groups="base.group_system",
        help="Webhooks are requests from inside your network. Allow private and "
        "loopback addresses only for receivers that you run there yourself.",
    )
    state = fields.Selection(
        [
            ("new", "Never tried"),
            ("healthy", "Healthy"),
            ("failing", "Failing"),
            ("gone", "Gone"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        help="Gone: the receiver answered 410 and is not called again.",
    )
    last_success_at = fields.Datetime(readonly=True, copy=False)
    consecutive_failures = fields.Integer(readonly=True, copy=False, default=0)
    last_error = fields.Char(readonly=True, copy=False)
    cursor = BigInteger(
        readonly=True,
        copy=False,
        default=0,
        help="Sequence of the last event that the subscriber confirmed.",
    )
    notified_sequence = BigInteger(readonly=True, copy=False, default=0)
    fence = BigInteger(readonly=True, copy=False, default=0)
    lease_holder = fields.Char(readonly=True, copy=False)
    lease_until = fields.Datetime(readonly=True, copy=False)
    delivery_ids = fields.One2many(
        "stock.tower.delivery", "subscription_id", readonly=True
    )

    @api.constrains("url")
    def _check_url(self):
        for subscription in self.filtered("url"):
            try:
                webhook_target.parse(subscription.url)
            except webhook_target.TargetRefused as error:
                raise ValidationError(str(error)) from error

    @api.constrains("secret", "previous_secret")
    def _check_secret(self):
        for subscription in self.sudo():
            for secret in (subscription.secret, subscription.previous_secret):
                try:
                    if secret:
                        standard_webhooks.secret_key(secret)
                except ValueError as error:
                    raise ValidationError(str(error)) from error

    @api.constrains("kinds")
    def _check_kinds(self):
        for subscription in self:
            unknown = [kind for kind in subscription._kinds() if kind not in KINDS]
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown kinds: %(unknown)s. Choose from: %(kinds)s.",
                        unknown=", ".join(unknown),
                        kinds=", ".join(KINDS),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        subscriptions = super().create(vals_list)
        # What is older is kept only as sums: a new reader begins after it.
        self.env.cr.execute(
            """UPDATE stock_tower_subscription SET cursor = horizon.sequence
                 FROM stock_tower_horizon horizon
                WHERE id IN %s AND COALESCE(cursor, 0) < horizon.sequence""",
            [subscriptions._ids],
        )
        subscriptions.invalidate_recordset(["cursor"])
        for subscription in subscriptions.sudo().filtered(lambda s: not s.secret):
            subscription.secret = standard_webhooks.new_secret()
        return subscriptions

    def write(self, vals):
        """A new secret leaves the old one valid for a while: rotation with overlap."""
        if vals.get("secret") and "previous_secret" not in vals:
            for subscription in self.sudo().filtered("secret"):
                if subscription.secret != vals["secret"]:
                    subscription.write(
                        {
                            "previous_secret": subscription.secret,
                            "previous_secret_expires_at": fields.Datetime.now()
                            + OVERLAP,
                        }
                    )
        return super().write(vals)

    @api.depends()
    def _compute_secret_input(self):
        self.secret_input = False

    def _inverse_secret_input(self):
        for subscription in self:
            if subscription.secret_input:
                subscription.sudo().secret = subscription.secret_input
        # Saving a form reads it back at once: not from the cache.
        self.invalidate_recordset(["secret_input"], flush=False)

    def _kinds(self):
        """The kinds this subscription filters on; empty = every kind."""
        return [kind.strip() for kind in (self.kinds or "").split(",") if kind.strip()]

    def action_rotate_secret(self):
        """Sign with a new secret, and with the old one too until the overlap ends."""
        self.ensure_one()
        self.check_access("write")
        secret = standard_webhooks.new_secret()
        self.sudo().secret = secret
        return self.env["stock.tower.shown"]._show(
            self.env._("Copy the new secret now"),
            secret,
            self.env._(
                "It is shown this once. Both secrets sign for 24 hours: give the "
                "receiver the new one in that time."
            ),
        )

    def action_retry_now(self):
        """Try the pending message at once, also after the receiver had gone."""
        self.ensure_one()
        if not self.url:
            raise UserError(
                self.env._("%s has no URL: enter the receiver's address.", self.name)
            )
        self.state = "new" if self.state == "gone" else self.state
        pending = self.sudo().delivery_ids.filtered(lambda d: d.state == "pending")
        pending.next_attempt_at = fields.Datetime.now()
        self.env["stock.tower.outbox"]._wake_emitter()
