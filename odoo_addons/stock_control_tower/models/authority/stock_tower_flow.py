from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.authority.route_facts import Flow
from ...lib.authority.timeliness import Timeliness

MODES = [("off", "Off"), ("shadow", "Shadow"), ("live", "Live")]


class StockTowerFlow(models.Model):
    """How the events of one partner for one warehouse are treated."""

    _name = "stock.tower.flow"
    _description = "Flow of a partner's events"
    _order = "partner_id, warehouse_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "stock.tower.partner", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="partner_id.company_id", store=True, index=True
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        ondelete="cascade",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Empty: every warehouse that has no flow of its own.",
    )
    warehouse_label = fields.Char("For warehouse", compute="_compute_warehouse_label")
    mode = fields.Selection(
        MODES,
        required=True,
        readonly=True,
        default="shadow",
        copy=False,
        help="Off: events are refused. Shadow: they are checked, mapped and compared "
        "with what Odoo did, and move nothing. Live: they take effect.",
    )
    timeliness = fields.Selection(
        [
            ("realtime", "Real time"),
            ("micro_batch", "Micro-batch"),
            ("scheduled", "Scheduled"),
        ],
        required=True,
        default="realtime",
        help="Real time: an event takes effect when it comes. Micro-batch: together "
        "with the others of the same stretch of time. Scheduled: inside a window of "
        "the day; what comes outside it waits.",
    )
    batch_seconds = fields.Integer(
        default=300,
        help="Length of a micro-batch. Waiting events are looked at once a minute, so "
        "less than 60 makes no sense.",
    )
    window_start = fields.Float(
        help="On the clock of the warehouse, whose time zone is that of its address."
    )
    window_end = fields.Float(
        help="Earlier than the start means on the next day; the same as the start, "
        "all day."
    )
    latest_hours = fields.Float(
        "Late after (hours)",
        help="How long after it happened an event is expected to be here. What comes "
        "later is marked as a late arrival, and takes effect all the same. 0: no "
        "limit.",
    )
    log_ids = fields.One2many("stock.tower.flow.log", "flow_id", readonly=True)

    _one_each = models.UniqueIndex(
        "(partner_id, COALESCE(warehouse_id, 0))",
        "This partner has a flow for this warehouse already.",
    )

    @api.depends("warehouse_id.name", "partner_id.flow_ids")
    def _compute_warehouse_label(self):
        for flow in self:
            flow.warehouse_label = flow.warehouse_id.name or (
                self.env._("All other warehouses")
                if flow.partner_id.flow_ids.warehouse_id
                else self.env._("All warehouses")
            )

    @api.depends("partner_id.name", "warehouse_label")
    def _compute_display_name(self):
        for flow in self:
            flow.display_name = f"{flow.partner_id.name}: {flow.warehouse_label}"

    @api.constrains("warehouse_id", "partner_id")
    def _check_scope(self):
        for flow in self:
            scope = flow.partner_id.warehouse_ids
            if flow.warehouse_id and scope and flow.warehouse_id not in scope:
                raise ValidationError(
                    self.env._(
                        "%(partner)s may not report on %(warehouse)s. Add the "
                        "warehouse to the partner first.",
                        partner=flow.partner_id.name,
                        warehouse=flow.warehouse_id.name,
                    )
                )

    @api.constrains(
        "timeliness", "batch_seconds", "window_start", "window_end", "latest_hours"
    )
    def _check_timeliness(self):
        for flow in self:
            if flow.timeliness == "micro_batch" and not (
                60 <= flow.batch_seconds <= 86400
            ):
                raise ValidationError(
                    self.env._("A micro-batch lasts from 60 to 86400 seconds.")
                )
            if not (0 <= flow.window_start < 24 and 0 <= flow.window_end <= 24):
                raise ValidationError(
                    self.env._("The window must lie between 0:00 and 24:00.")
                )
            if flow.latest_hours < 0:
                raise ValidationError(
                    self.env._("The latest time cannot be before the event.")
                )

    def _warehouses(self):
        """Return the warehouses that this flow is for."""
        self.ensure_one()
        if self.warehouse_id:
            return self.warehouse_id
        partner = self.partner_id
        scope = partner.warehouse_ids or self.env["stock.warehouse"].search(
            [("company_id", "=", partner.company_id.id)]
        )
        return scope - partner.flow_ids.warehouse_id

    @api.model
    def _by_warehouse(self, partner_ids):
        """Return dict partner id -> {warehouse id or None: `Flow`}."""
        flows = {}
        for flow in self.search([("partner_id", "in", list(partner_ids))]):
            of_partner = flows.setdefault(flow.partner_id.id, {})
            of_partner[flow.warehouse_id.id or None] = Flow(
                id=flow.id,
                mode=flow.mode,
                timeliness=Timeliness(
                    name=flow.timeliness,
                    batch_seconds=flow.batch_seconds,
                    window_start=flow.window_start,
                    window_end=flow.window_end,
                    latest_hours=flow.latest_hours,
                ),
            )
        return flows
