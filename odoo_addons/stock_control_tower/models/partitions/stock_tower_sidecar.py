from datetime import timedelta

from odoo import api, fields, models

LEASE_SECONDS = 20  # a sidecar that is silent this long may be replaced
KEPT = timedelta(days=7)


class StockTowerSidecar(models.Model):
    """As a member: while it is heard of, what it holds stays its own."""

    _inherit = "stock.tower.sidecar"

    # Told apart by it are two processes under one name: the newer one counts.
    instance = fields.Char(readonly=True)
    former_instances = fields.Char(readonly=True)
    started_at = fields.Datetime("Since", readonly=True)
    last_seen = fields.Datetime("Last heard of", readonly=True)
    events_brought = fields.Integer(
        "Events brought",
        readonly=True,
        help="Partners' events it brought to Odoo since it was started.",
    )
    breaker = fields.Selection(
        [
            ("closed", "Working"),
            ("open", "Waiting for Odoo"),
            ("half_open", "Trying Odoo"),
        ],
        readonly=True,
        default="closed",
    )
    partition_ids = fields.One2many("stock.tower.partition", "sidecar_id")
    member_state = fields.Selection(
        [("alive", "Works"), ("gone", "Not heard of")], compute="_compute_member_state"
    )

    @api.depends("last_seen")
    def _compute_member_state(self):
        since = fields.Datetime.now() - timedelta(seconds=LEASE_SECONDS)
        for sidecar in self:
            alive = sidecar.last_seen and sidecar.last_seen >= since
            sidecar.member_state = "alive" if alive else "gone"

    @api.autovacuum
    def _gc_gone(self):
        before = fields.Datetime.now() - KEPT
        self.sudo().search([("last_seen", "<", before)]).unlink()
