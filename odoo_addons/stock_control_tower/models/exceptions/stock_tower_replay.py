from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.contract_validator import KINDS
from ..ledger.fields import BigInteger


class StockTowerReplay(models.Model):
    """A range of the log that consumers are to get once more, under the same ids.

    The sidecar that holds the outbox fetches it between live events. What a consumer
    has already it drops by its id; the header `sct-replay` says what this is.
    """

    _name = "stock.tower.replay"
    _description = "Replay of the log to consumers"
    _inherit = ["stock.tower.planned.mixin"]
    _order = "id desc"
    _rec_name = "reason"

    subscription_id = fields.Many2one(
        "stock.tower.subscription",
        "Through",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_subscription(),
        help="Whose sidecar publishes it.",
    )
    reason = fields.Char(required=True, help="Why, for those who see it arrive.")
    company_id = fields.Many2one(
        "res.company", related="warehouse_id.company_id", store=True
    )
    state = fields.Selection(
        [
            ("draft", "Not queued"),
            ("queued", "Queued"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
    )
    from_time = fields.Datetime("Recorded from")
    to_time = fields.Datetime("Recorded until")
    from_sequence = BigInteger("From number")
    to_sequence = BigInteger("To number", help="0: the latest there is now.")
    kinds = fields.Char(help="Kinds separated by commas; empty: all.")
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="cascade")
    event_count = fields.Integer("Events", readonly=True)
    first_number = fields.Char(readonly=True)
    last_number = fields.Char(readonly=True)
    cursor = fields.Char(readonly=True, help="Until there it was looked at.")
    published_count = fields.Integer("Published", readonly=True)
    queued_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    queued_at = fields.Datetime(readonly=True)
    ended_at = fields.Datetime(readonly=True)
    progress = fields.Float(compute="_compute_progress", help="Percent.")

    _queued = models.Index("(subscription_id, id) WHERE state = 'queued'")

    @api.model
    def _default_subscription(self):
        return (
            self.env["stock.tower.subscription"]
            .sudo()
            .search([("fence", ">", 0)], order="id", limit=1)
        )

    @api.depends("published_count", "event_count")
    def _compute_progress(self):
        for one in self:
            count = one.event_count
            one.progress = 100 * one.published_count / count if count else 0

    def action_preview(self):
        """Say how many events it would be, and which; nothing is sent."""
        self.ensure_one()
        self._check_state("draft")
        first, last, count = self._range()
        self.sudo().write(
            {
                "event_count": count,
                "first_number": str(first),
                "last_number": str(last),
                "cursor": str(first - 1),
            }
        )

    def action_queue(self):
        """Have it published, beginning now."""
        self.action_preview()
        if not self.event_count:
            raise UserError(
                self.env._("No event of the log is chosen. Widen the range.")
            )
        self.sudo().write(
            {
                "state": "queued",
                "queued_by": self.env.uid,
                "queued_at": fields.Datetime.now(),
            }
        )

    def action_cancel(self):
        """Stop it; what was published stays published."""
        self._check_state("draft", "queued")
        self.sudo().write({"state": "cancelled", "ended_at": fields.Datetime.now()})

    def _chosen_kinds(self):
        """:raise UserError: naming kinds that there are not"""
        kinds = [one.strip() for one in (self.kinds or "").split(",") if one.strip()]
        if unknown := [kind for kind in kinds if kind not in KINDS]:
            raise UserError(
                self.env._(
                    "Unknown kinds: %(unknown)s. Choose from: %(kinds)s.",
                    unknown=", ".join(unknown),
                    kinds=", ".join(KINDS),
                )
            )
        return kinds or None

    def _range(self):
        """Return (first number, last number, how many events) that are chosen."""
        self.env.cr.execute(
            """SELECT COALESCE(min(sequence), 0), COALESCE(max(sequence), 0), count(*)
                 FROM stock_tower_outbox
                WHERE sequence >= %(first)s
                  AND (%(last)s = 0 OR sequence <= %(last)s)
                  AND (%(since)s::timestamp IS NULL OR recorded_at >= %(since)s)
                  AND (%(until)s::timestamp IS NULL OR recorded_at <= %(until)s)
                  AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s::text[]))
                  AND (%(warehouse)s::integer IS NULL OR warehouse_id = %(warehouse)s)
                  AND sequence > (SELECT sequence FROM stock_tower_horizon)""",
            {
                "first": max(self.from_sequence, 0),
                "last": max(self.to_sequence, 0),
                "since": self.from_time or None,
                "until": self.to_time or None,
                "kinds": self._chosen_kinds(),
                "warehouse": self.warehouse_id.id or None,
            },
        )
        return self.env.cr.fetchone()

    @api.model
    def _is_queued(self, subscription):
        self.env.cr.execute(
            """SELECT FROM stock_tower_replay
                WHERE subscription_id = %s AND state = 'queued' LIMIT 1""",
            [subscription.id],
        )
        return bool(self.env.cr.rowcount)

    @api.model
    def _next_page(self, subscription, limit):
        """Return (replay id, events as the text of JSON objects, last number looked
        at) of the oldest one that is queued; (None, "", 0) without one."""
        replay = self.search(
            [("subscription_id", "=", subscription.id), ("state", "=", "queued")],
            order="id",
            limit=1,
        )
        if not replay:
            return None, "", 0
        self.env.cr.execute("SELECT sequence FROM stock_tower_horizon")
        [horizon] = self.env.cr.fetchone()  # what is older is kept as sums by now
        last = int(replay.last_number)
        if horizon >= last:
            return replay.id, "", last
        events, looked_at = self.env["stock.tower.outbox"]._fetch(
            max(int(replay.cursor), horizon),
            limit,
            replay._chosen_kinds(),
            until=last,
            warehouse_id=replay.warehouse_id.id or None,
            from_time=replay.from_time or None,
            to_time=replay.to_time or None,
        )
        return replay.id, events, looked_at

    @api.model
    def _advance(self, subscription, replay_id, to, published):
        """Take note of what was published; one cancelled meanwhile stays so."""
        self.env.cr.execute(
            """UPDATE stock_tower_replay
                  SET cursor = %(to)s::text,
                      published_count = COALESCE(published_count, 0) + %(published)s,
                      state = CASE WHEN %(to)s >= last_number::bigint
                                   THEN 'done' ELSE state END,
                      ended_at = CASE WHEN %(to)s >= last_number::bigint
                                      THEN now() AT TIME ZONE 'UTC' END
                WHERE id = %(id)s AND subscription_id = %(subscription)s
                  AND state = 'queued' AND cursor::bigint < %(to)s""",
            {
                "id": replay_id,
                "subscription": subscription.id,
                "to": to,
                "published": published,
            },
        )
