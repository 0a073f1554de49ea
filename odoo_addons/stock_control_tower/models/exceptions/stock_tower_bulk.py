from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.exceptions.retrying import DISCARDED, OPEN

MAX_EVENTS = 10_000  # of one bulk action; more are taken by a second one


class StockTowerBulk(models.Model):
    """One action on many events: planned, started, watched, cancelled, counted.

    Its events are fixed when it is planned, one row each, so that what was said of
    each beforehand can be held against what became of it.
    """

    _name = "stock.tower.bulk"
    _description = "Bulk action on events"
    _inherit = ["stock.tower.planned.mixin"]
    _LATE = ("reason",)
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    action = fields.Selection(
        [
            ("retry", "Try again"),
            ("discard", "Discard"),
            ("replay", "Replay"),
            ("restore", "Take up again"),
        ],
        required=True,
        default="replay",
        help="Try again and Discard: events that are open. Replay: any events, through "
        "the same door; those that took effect stay as they are. Take up again: events "
        "that were discarded.",
    )
    state = fields.Selection(
        [
            ("draft", "Not planned"),
            ("planned", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    reason = fields.Char(help="Why the events are discarded; kept with each of them.")
    exception_ids = fields.Many2many("stock.tower.exception", string="Exceptions")
    chosen_ids = fields.Many2many(
        "stock.tower.inbox", "stock_tower_bulk_chosen", string="Chosen events"
    )
    partner_id = fields.Many2one("stock.tower.partner", ondelete="cascade")
    source = fields.Char()
    kind = fields.Char()
    code = fields.Char(string="Reason code")
    subject = fields.Char("SKU", help="Subject of the events.")
    business_key = fields.Char()
    received_from = fields.Datetime()
    received_to = fields.Datetime()
    last_inbox_id = fields.Many2one(
        "stock.tower.inbox",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The latest event there was when it was planned.",
    )
    line_ids = fields.One2many("stock.tower.bulk.event", "bulk_id", readonly=True)
    event_count = fields.Integer("Events", compute="_compute_progress")
    left_out_count = fields.Integer("Left out", readonly=True, copy=False)
    tried_count = fields.Integer(
        "Tried in the plan",
        readonly=True,
        copy=False,
        help="The plan tries the first of them.",
    )
    plan = fields.Json("Planned", readonly=True, copy=False)
    plan_text = fields.Text("Plan", compute="_compute_texts")
    result_text = fields.Text("Result", compute="_compute_texts")
    started_by = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    started_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    done_count = fields.Integer("Done", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress", help="Percent.")
    rate = fields.Float("Events per second", compute="_compute_progress")
    otherwise_count = fields.Integer(
        "Otherwise than planned", compute="_compute_progress"
    )

    @api.depends("action", "state")
    def _compute_name(self):
        words = dict(self._fields["action"]._description_selection(self.env))
        for bulk in self:
            bulk.name = f"{words[bulk.action]} #{bulk.id or ''}"

    @api.depends("state")
    def _compute_progress(self):
        """Counted from the rows each time it is looked at."""
        figures = {}
        if self.ids:
            self.env.cr.execute(
                """SELECT bulk_id, count(*), count(done_at), max(done_at), count(*)
                          FILTER (WHERE done_at IS NOT NULL AND predicted <> outcome)
                     FROM stock_tower_bulk_event WHERE bulk_id IN %s GROUP BY 1""",
                [tuple(self.ids)],
            )
            figures = {bulk: found for bulk, *found in self.env.cr.fetchall()}
        for bulk in self:
            count, done, latest, otherwise = figures.get(bulk.id, (0, 0, None, 0))
            bulk.event_count, bulk.done_count = count, done
            bulk.otherwise_count = otherwise
            bulk.progress = 100 * done / count if count else 0
            seconds = (
                (latest - bulk.started_at).total_seconds()
                if latest and bulk.started_at
                else 0
            )
            bulk.rate = done / seconds if seconds > 0 else 0

    @api.depends("state", "plan")
    def _compute_texts(self):
        for bulk in self:
            bulk.plan_text = bulk._counted_text(bulk.plan)
            bulk.result_text = bulk._counted_text(bulk._result())

    def _result(self):
        """Return [[state, code, number], …] of its events that are done, as they are
        now in the inbox."""
        if not self.id:
            return []
        self.env["stock.tower.inbox"].flush_model(["state", "code"])
        self.env.cr.execute(
            """SELECT inbox.state, inbox.code, count(*)
                 FROM stock_tower_bulk_event event
                 JOIN stock_tower_inbox inbox ON inbox.id = event.inbox_id
                WHERE event.bulk_id = %s AND event.done_at IS NOT NULL
                GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""",
            [self.id],
        )
        return [list(row) for row in self.env.cr.fetchall()]

    def _counted_text(self, counted):
        words = dict(
            self.env["stock.tower.inbox"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        return "\n".join(
            f"{number} {words.get(state, state)}" + (f" ({code})" if code else "")
            for state, code, number in counted or ()
        )

    def _domain(self):
        """The events it is about, of those there are now."""
        self.ensure_one()
        domain = Domain("company_id", "in", [self.company_id.id, False])
        if self.action == "restore":
            domain &= Domain("state", "=", DISCARDED)
        elif self.action != "replay":
            domain &= Domain("state", "in", OPEN)
        if self.exception_ids:
            domain &= Domain("exception_id", "in", self.exception_ids.ids)
        if self.chosen_ids:
            domain &= Domain("id", "in", self.chosen_ids.ids)
        if self.partner_id:
            domain &= Domain("partner_id", "=", self.partner_id.id)
        for name in ("source", "kind", "code", "subject", "business_key"):
            if self[name]:
                domain &= Domain(name, "=", self[name])
        if self.received_from:
            domain &= Domain("received_at", ">=", self.received_from)
        if self.received_to:
            domain &= Domain("received_at", "<=", self.received_to)
        return domain

    def action_open_events(self):
        return self._events(self.env._("Events of %s", self.name), [])

    def action_open_otherwise(self):
        self.env.cr.execute(
            """SELECT id FROM stock_tower_bulk_event
                WHERE bulk_id = %s AND done_at IS NOT NULL AND predicted <> outcome""",
            [self.id],
        )
        ids = [row_id for (row_id,) in self.env.cr.fetchall()]
        return self._events(self.env._("Otherwise than planned"), [("id", "in", ids)])

    def _events(self, name, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "stock.tower.bulk.event",
            "view_mode": "list",
            "views": [[False, "list"]],
            "domain": [("bulk_id", "=", self.id), *domain],
        }

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
