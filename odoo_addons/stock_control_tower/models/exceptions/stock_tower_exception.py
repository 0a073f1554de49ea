from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...lib.exceptions.retrying import OPEN, pretty

STATES = [
    ("new", "New"),
    ("regressed", "Regressed"),
    ("acknowledged", "Acknowledged"),
    ("in_progress", "In progress"),
    ("waiting", "Waiting"),
    ("snoozed", "Snoozed until worse"),
    ("resolved", "Resolved"),
]
SEVERITIES = [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Critical")]


class StockTowerException(models.Model):
    """One thing that is wrong, with every event that it keeps from taking effect.

    Rows come from `_group`, beside the way of the events; people decide on them by
    actions, each of which leaves a row in the log.
    """

    _name = "stock.tower.exception"
    _description = "Exception"
    _inherit = ["mail.thread"]
    _mail_post_access = "read"
    _order = "severity desc, promise_at, last_seen desc, id desc"

    fingerprint = fields.Char(required=True, readonly=True)
    name = fields.Char(compute="_compute_name", search="_search_name")
    category = fields.Selection(
        [
            ("refused", "Refused"),
            ("conflict", "Conflict"),
            ("undecodable", "Not readable"),
            ("failed", "Failed in Odoo"),
            ("gap", "Missing events"),
            ("dead", "Not deliverable"),
        ],
        required=True,
        readonly=True,
    )
    code = fields.Char(string="Reason", readonly=True)
    partner_id = fields.Many2one(
        "stock.tower.partner", readonly=True, ondelete="cascade", index=True
    )
    partner_code = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    path = fields.Char(
        readonly=True, help="Where in the events; * stands for any line."
    )
    thing = fields.Char(
        "About", readonly=True, help="What the events name there, such as a SKU."
    )
    cause = fields.Char(readonly=True, help="Said of the latest event.")
    remedy = fields.Char(readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="new")
    owner_id = fields.Many2one("res.users", "Owner", ondelete="set null")
    open_count = fields.Integer("Open events", readonly=True)
    total_count = fields.Integer("All events", readonly=True)
    first_seen = fields.Datetime(readonly=True)
    last_seen = fields.Datetime(readonly=True)
    sample_id = fields.Many2one(
        "stock.tower.inbox", "Latest event", readonly=True, ondelete="set null"
    )
    sample_event = fields.Text("As received", compute="_compute_sample_event")
    evidence = fields.Text(readonly=True, help="A message that is no partner's event.")
    severity = fields.Selection(SEVERITIES, required=True, readonly=True, default="0")
    severity_facts = fields.Json(readonly=True)
    severity_reasons = fields.Text("Why so severe", compute="_compute_reasons")
    document_count = fields.Integer(
        "Documents", readonly=True, help="Open transfers that its events name."
    )
    picking_ids = fields.Many2many(
        "stock.picking", "stock_tower_exception_picking", string="Open transfers",
        readonly=True,
    )  # fmt: skip
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        "stock_tower_exception_warehouse",
        string="Warehouses",
        readonly=True,
        help="Those that its events name, as far as Odoo knows them.",
    )
    value = fields.Float(
        readonly=True, digits=(16, 2), help="Quantity x cost of what the events move."
    )
    promise_at = fields.Datetime(
        "Earliest promise", readonly=True, help="Of the transfers that are blocked."
    )
    assessed_at = fields.Datetime(readonly=True)
    snoozed_count = fields.Integer(readonly=True)
    snoozed_severity = fields.Selection(SEVERITIES, readonly=True)
    event_ids = fields.One2many("stock.tower.inbox", "exception_id", readonly=True)
    gap_ids = fields.One2many("stock.tower.source.gap", "exception_id", readonly=True)
    log_ids = fields.One2many("stock.tower.exception.log", "exception_id")

    _fingerprint_unique = models.UniqueIndex("(fingerprint)")
    _open = models.Index("(severity, last_seen) WHERE state <> 'resolved'")

    @api.depends("code", "thing", "partner_code")
    def _compute_name(self):
        for one in self:
            words = (one.code or "").replace("_", " ").capitalize()
            named = f"{words}: {one.thing}" if one.thing else words
            sender = f" ({one.partner_code})" if one.partner_code else ""
            one.name = named + sender

    def _search_name(self, operator, value):
        names = ("code", "thing", "partner_code")
        return Domain.OR(Domain(name, operator, value) for name in names)

    @api.depends("sample_id.event", "evidence")
    def _compute_sample_event(self):
        for one in self:
            one.sample_event = pretty(one.sudo().sample_id.event or one.evidence)

    @api.depends("severity_facts")
    def _compute_reasons(self):
        for one in self:
            one.severity_reasons = "\n".join(
                one._reason_text(code, facts)
                for code, facts in one.severity_facts or ()
            )

    def write(self, vals):
        """:raise UserError: people change the owner; all else happens by actions"""
        if not (self.env.su or vals.keys() <= {"owner_id"}):
            raise UserError(
                self.env._("An exception changes by its actions, not by editing it.")
            )
        owners = {one: one.owner_id for one in self}
        result = super().write(vals)
        for one, before in owners.items():
            if one.owner_id != before:
                one._log(
                    "owner", one.owner_id.name or self.env._("nobody"), owner=before
                )
        return result

    def _open_domain(self):
        return [("exception_id", "in", self.ids), ("state", "in", OPEN)]
