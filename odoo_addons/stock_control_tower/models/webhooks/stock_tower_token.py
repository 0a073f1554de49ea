import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

PREFIX = "sct_"
DEFAULT_DAYS = 365
# last_used_at is for people: writing it on each call would only cost.
USED_EVERY = timedelta(minutes=1)

SCOPES = {
    "outbox.read": "scope_outbox_read",
    "inbox.write": "scope_inbox_write",
    "status.read": "scope_status_read",
}


def hashed(clear_text):
    # 256 random bits need no salt and no slow hash.
    return hashlib.sha256(clear_text.encode()).hexdigest()


class StockTowerToken(models.Model):
    """A key to the service route. Only its hash is kept."""

    _name = "stock.tower.token"
    _description = "Service token"
    _order = "id desc"

    name = fields.Char(required=True)
    token_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    scope_outbox_read = fields.Boolean(
        "Read events", help="Claim, fetch and advance the subscription's cursor."
    )
    scope_inbox_write = fields.Boolean(
        "Send events", help="Hand in partners' events, which move stock."
    )
    scope_status_read = fields.Boolean("Read status", help="Counts and lag, no stock.")
    subscription_id = fields.Many2one(
        "stock.tower.subscription",
        ondelete="cascade",
        help="Whose cursor the token reads and advances.",
    )
    expires_at = fields.Datetime(required=True)
    revoked_at = fields.Datetime(readonly=True, copy=False)
    last_used_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("valid", "Valid"), ("expired", "Expired"), ("revoked", "Revoked")],
        compute="_compute_state",
    )

    _token_hash_unique = models.UniqueIndex("(token_hash)")
    _subscription_needed = models.Constraint(
        "CHECK (NOT scope_outbox_read OR subscription_id IS NOT NULL)",
        "A token that reads events needs a subscription: its cursor.",
    )

    @api.depends("expires_at", "revoked_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for token in self:
            if token.revoked_at:
                token.state = "revoked"
            elif token.expires_at and token.expires_at <= now:
                token.state = "expired"
            else:
                token.state = "valid"

    @api.model
    def _generate(self, name, scopes, subscription=None, expires_at=None):
        """Make a token.

        :param scopes: names out of SCOPES
        :param subscription: stock.tower.subscription record, for outbox.read
        :param expires_at: datetime (UTC); a year from now by default
        :return: the clear text, which is kept nowhere
        """
        unknown = set(scopes) - set(SCOPES)
        if unknown or not scopes:
            raise UserError(
                self.env._(
                    "Unknown scopes %(unknown)s: a token has one or more of %(known)s.",
                    unknown=", ".join(sorted(unknown)) or "(none)",
                    known=", ".join(SCOPES),
                )
            )
        clear_text = PREFIX + secrets.token_urlsafe(32)
        token = self.create(
            {
                "name": name,
                "subscription_id": subscription.id if subscription else False,
                "expires_at": expires_at or self._default_expiry(),
                **{SCOPES[scope]: True for scope in scopes},
            }
        )
        token.sudo().token_hash = hashed(clear_text)
        return clear_text

    @api.model
    def _default_expiry(self):
        return fields.Datetime.now() + timedelta(days=DEFAULT_DAYS)

    @api.model
    def _scope_fields(self):
        """{scope: the field that grants it}"""
        return SCOPES

    @api.model
    def _recognise(self, clear_text):
        """The valid token of this clear text, or an empty record."""
        if not clear_text.startswith(PREFIX):
            return self.browse()
        token = self.sudo().search([("token_hash", "=", hashed(clear_text))])
        return token.filtered(lambda found: found.state == "valid")

    def _allows(self, scope):
        return bool(self[SCOPES[scope]])

    def _mark_used(self):
        """In a transaction of its own: calls with one token must not conflict."""
        now = fields.Datetime.now()
        if self.last_used_at and now - self.last_used_at < USED_EVERY:
            return
        with self.env.registry.cursor() as cr:
            cr.execute(
                """UPDATE stock_tower_token SET last_used_at = %(now)s WHERE id = (
                       SELECT id FROM stock_tower_token WHERE id = %(id)s
                          FOR UPDATE SKIP LOCKED)""",
                {"now": now, "id": self.id},
            )

    def action_revoke(self):
        """Takes effect with the next call."""
        self.filtered(lambda token: not token.revoked_at).write(
            {"revoked_at": fields.Datetime.now()}
        )
