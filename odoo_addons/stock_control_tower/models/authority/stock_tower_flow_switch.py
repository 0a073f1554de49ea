from odoo import api, fields, models

from .stock_tower_flow import MODES


class StockTowerFlowSwitch(models.TransientModel):
    """The question behind Switch mode: which mode, and why."""

    _name = "stock.tower.flow.switch"
    _description = "Switch the mode of a flow"

    flow_id = fields.Many2one("stock.tower.flow", required=True, readonly=True)
    mode_from = fields.Selection(related="flow_id.mode", string="Now")
    mode = fields.Selection(
        MODES, "New mode", required=True, compute="_compute_mode", store=True,
        readonly=False, precompute=True,
    )  # fmt: skip
    reason = fields.Char(
        required=True, help="The log keeps it, with your name and the readiness."
    )
    readiness_report = fields.Html(related="flow_id.readiness_report")
    is_blocked = fields.Boolean(related="flow_id.is_blocked")

    @api.depends("flow_id")
    def _compute_mode(self):
        """What is next most of the time: from shadow to live, and back."""
        for switch in self:
            switch.mode = "shadow" if switch.flow_id.mode == "live" else "live"

    def action_confirm(self):
        self.ensure_one()
        self.flow_id.action_set_mode(self.mode, self.reason)
        return {"type": "ir.actions.act_window_close"}
