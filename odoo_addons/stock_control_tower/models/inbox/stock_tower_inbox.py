import json

from odoo import api, fields, models

from ...lib.records import RECORDS
from ...lib.refusals import CATALOGUE
from ..ledger.fields import BigInteger


class StockTowerInbox(models.Model):
    """One row per event a partner sent: what it said and what became of it.

    Rows are written by `_ingest` only, in the transaction of their effect.
    """

    _name = "stock.tower.inbox"
    _description = "Stock event (in)"
    _order = "id desc"
    _rec_name = "event_id"
    _log_access = False

    source = fields.Char(
        readonly=True, help="Empty: the message has no usable identity of its own."
    )
    event_id = fields.Char("Event id", required=True, readonly=True)
    kind = fields.Char(readonly=True)
    partner_code = fields.Char(
        readonly=True, help="First word of the routing key the message came with."
    )
    partner_id = fields.Many2one(
        "stock.tower.partner", readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    state = fields.Selection(
        [
            ("applied", "Applied"),
            ("recorded", "Recorded"),
            ("waiting", "Waiting"),
            ("refused", "Refused"),
            ("conflict", "Conflict"),
            ("discarded", "Discarded"),
        ],
        required=True,
        readonly=True,
        help="Recorded: kept and compared, and by rule without effect. Waiting: takes "
        "effect when its flow is due. Discarded: somebody decided that it stays "
        "without effect.",
    )
    code = fields.Selection(
        [(code, code) for code in (*CATALOGUE, *RECORDS)],
        string="Reason",
        readonly=True,
    )
    message = fields.Char(readonly=True)
    path = fields.Char(
        readonly=True, help="Where in the event (JSON pointer); empty: all of it."
    )
    remedy = fields.Char(readonly=True)
    event = fields.Text("Event as received", readonly=True)
    event_pretty = fields.Text("Event", compute="_compute_event_pretty")
    raw_sha256 = fields.Char("SHA-256 of the message", readonly=True)
    body_hash = fields.Char(
        readonly=True,
        help="SHA-256 of the facts (type, time, subject, data) in canonical JSON: "
        "the same id with another hash is a conflict.",
    )
    subject = fields.Char(readonly=True)
    business_key = fields.Char(readonly=True)
    correlation_id = fields.Char(readonly=True)
    traceparent = fields.Char(readonly=True)
    received_at = fields.Datetime(readonly=True)
    occurred_at = fields.Datetime(readonly=True)
    outcome = fields.Json("First answer", readonly=True)
    duplicate_count = fields.Integer("Repeats", readonly=True)
    repeats_unanswered = fields.Integer(
        readonly=True,
        help="Repeats that came while it waited, and are answered since it is decided.",
    )
    last_duplicate_at = fields.Datetime("Last repeat", readonly=True)
    lag_ms = fields.Integer(
        "Lag (ms)",
        readonly=True,
        aggregator="avg",
        help="From the partner's record of the event to its arrival in Odoo, where it "
        "takes effect in the same moment unless its flow lets it wait.",
    )
    flow_id = fields.Many2one(
        "stock.tower.flow",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Whose mode and timeliness decided on the event; of several, the one "
        "that was ready last.",
    )
    due_at = fields.Datetime("Due", readonly=True)
    # Ids of the warehouses it names, while it waits: nothing overtakes it there.
    waits_at = fields.Json(readonly=True)
    attempts = fields.Integer(
        readonly=True, help="How often it failed after its time had come."
    )
    is_late = fields.Boolean(
        "Late arrival",
        readonly=True,
        help="Came later than its flow expects events.",
    )
    is_correction = fields.Boolean(
        "Correction",
        readonly=True,
        help="It takes back earlier events; its business key may be theirs.",
    )
    sequence = BigInteger(readonly=True, help="Its number within its source.")
    comparison = fields.Selection(
        [
            ("pending", "Not compared yet"),
            ("matched", "Matched"),
            ("differs", "Differs"),
            ("not_found", "Not found"),
        ],
        readonly=True,
        help="What a recorded event says, held against what Odoo did itself.",
    )
    comparison_ids = fields.One2many(
        "stock.tower.comparison", "inbox_id", "Compared lines", readonly=True
    )
    line_by_line = fields.Selection(
        [
            ("off", "Settling together is switched off"),
            ("changed", "Another module changes how quants are kept"),
            ("kind", "Packages, or goods that are not tracked as usual"),
            ("busy", "A quant was in use, or there are several for one figure"),
            ("held", "Orders hold what it takes"),
        ],
        string="Line by line because",
        readonly=True,
        help="Why Odoo did the lines of its moves one by one, which takes longer and "
        "ends the same. Empty: they were settled together with others.",
    )
    move_ids = fields.One2many("stock.move", "tower_inbox_id", readonly=True)
    move_count = fields.Integer(compute="_compute_move_count")

    # An event that conflicts with what Odoo has keeps its identity; one that only
    # conflicts with an earlier event of the same identity does not own it.
    _identity = models.UniqueIndex(
        "(source, event_id) WHERE code IS DISTINCT FROM 'id_conflict' AND source <> ''"
    )
    _raw_identity = models.UniqueIndex(
        "(partner_code, event_id) "
        "WHERE code IS DISTINCT FROM 'id_conflict' AND source = ''"
    )
    _conflict_identity = models.UniqueIndex(
        "(source, event_id, body_hash) WHERE code = 'id_conflict'"
    )
    _business_key = models.UniqueIndex(
        "(partner_id, business_key) WHERE state IN ('applied', 'recorded', 'waiting')"
        " AND NOT is_correction"
    )
    _unanswered = models.Index("(id) WHERE repeats_unanswered > 0")
    _received_at = models.Index("USING brin (received_at)")
    _repeated = models.Index("(last_duplicate_at) WHERE last_duplicate_at IS NOT NULL")
    _waiting = models.Index("(due_at) WHERE state = 'waiting'")
    _sequence = models.Index("(source, sequence) WHERE sequence IS NOT NULL")
    _open = models.Index("(company_id, state) WHERE state <> 'applied'")

    @api.depends("event")
    def _compute_event_pretty(self):
        for row in self:
            try:
                parsed = json.loads(row.event or "")
            except ValueError:
                row.event_pretty = row.event
            else:
                row.event_pretty = json.dumps(parsed, indent=2, ensure_ascii=False)

    @api.depends("move_ids")
    def _compute_move_count(self):
        for row in self:
            row.move_count = len(row.move_ids)

    def action_open_moves(self):
        """Open the stock moves this event caused."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Moves of %s", self.event_id),
            "res_model": "stock.move.line",
            "view_mode": "list,form",
            "domain": [("move_id", "in", self.move_ids.ids)],
        }
