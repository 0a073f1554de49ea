from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.authority.readiness import from_json
from .stock_tower_flow import MODES


class StockTowerFlowLog(models.Model):
    """One row per switch of a flow's mode. Rows are added, never changed; they carry
    the names, so that they outlive the flow."""

    _name = "stock.tower.flow.log"
    _description = "Switch of a flow's mode"
    _order = "id desc"
    _log_access = False
    _rec_name = "reason"

    flow_id = fields.Many2one(
        "stock.tower.flow", readonly=True, ondelete="set null", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    partner_code = fields.Char("Partner", readonly=True)
    warehouse_code = fields.Char(
        "Warehouse",
        readonly=True,
        help="Empty: every warehouse that had no flow of its own.",
    )
    at = fields.Datetime("When", readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    mode_from = fields.Selection(MODES, "From", readonly=True)
    mode_to = fields.Selection(MODES, "To", readonly=True)
    reason = fields.Char(readonly=True)
    readiness = fields.Json(readonly=True)
    readiness_report = fields.Html(compute="_compute_readiness_report")

    @api.depends("readiness")
    def _compute_readiness_report(self):
        flows = self.env["stock.tower.flow"]
        for log in self:
            log.readiness_report = flows._report(from_json(log.readiness))

    def write(self, vals):
        raise UserError(self.env._("The log of switches is not changed."))

    def unlink(self):
        raise UserError(self.env._("The log of switches is not changed."))
