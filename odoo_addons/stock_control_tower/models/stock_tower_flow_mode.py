from odoo import models
from odoo.exceptions import UserError

from ..lib.readiness import as_json, blocking
from ..lib.route_facts import LIVE
from .stock_tower_flow import MODES


class StockTowerFlow(models.Model):
    _inherit = "stock.tower.flow"

    def action_set_mode(self, mode, reason):
        """Switch to off, shadow or live, and say why.

        :raise UserError: without a reason, or when something blocks live mode
        """
        self.check_access("write")
        if mode not in dict(MODES):
            raise UserError(
                self.env._("There is no mode '%s': use off, shadow or live.", mode)
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the mode is switched: the log keeps the reason.")
            )
        for flow in self.filtered(lambda flow: flow.mode != mode):
            flow._switch(mode, reason.strip())

    def _switch(self, mode, reason):
        findings = self._assess()
        if mode == LIVE and blocking(findings):
            raise UserError(
                self.env._(
                    "%(flow)s cannot go live yet:\n%(findings)s",
                    flow=self.display_name,
                    findings="\n".join(
                        f"- {self._finding_text(one)}" for one in blocking(findings)
                    ),
                )
            )
        self.env["stock.tower.flow.log"].sudo().create(
            {
                "flow_id": self.id,
                "partner_code": self.partner_id.code,
                "warehouse_code": self.warehouse_id.code,
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "mode_from": self.mode,
                "mode_to": mode,
                "reason": reason,
                "readiness": as_json(findings),
            }
        )
        self._write_mode(mode)

    def action_open_switch(self):
        """Ask for the mode and the reason, with the readiness in view."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Switch mode of %s", self.display_name),
            "res_model": "stock.tower.flow.switch",
            "view_mode": "form",
            "target": "new",
            "context": {"default_flow_id": self.id},
        }
