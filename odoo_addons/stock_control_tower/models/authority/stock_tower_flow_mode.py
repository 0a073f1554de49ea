from odoo import api, models
from odoo.exceptions import UserError

from ...lib.authority.readiness import as_json, blocking
from ...lib.authority.route_facts import LIVE, SHADOW
from .stock_tower_flow import MODES

# Only code of the addon can hold this object, so no call from outside can pass it.
_SWITCHING = object()


class StockTowerFlow(models.Model):
    """The mode changes by `action_set_mode` only: each change leaves a row in the
    log, and nothing goes live by the way."""

    _inherit = "stock.tower.flow"

    @api.model_create_multi
    def create(self, vals_list):
        """:raise UserError: a flow begins in shadow and is switched from there"""
        if any(vals.get("mode", SHADOW) != SHADOW for vals in vals_list):
            raise UserError(
                self.env._(
                    "A new flow starts in shadow mode. Save it, then switch its mode."
                )
            )
        # Named, since a default may come from outside, by the context of the call.
        flows = super().create([dict(vals, mode=SHADOW) for vals in vals_list])
        for flow in flows:
            if (mode := flow._mode_without()) != flow.mode:
                reason = self.env._("The warehouse has a flow of its own now.")
                flow._log(mode, flow.mode, reason, flow._assess())
        return flows

    def write(self, vals):
        """:raise UserError: neither the mode nor what it is for is edited"""
        if "mode" in vals and self.env.context.get("tower_switch") is not _SWITCHING:
            raise UserError(
                self.env._(
                    "The mode of a flow is switched, not edited, so that the log says "
                    "who did it and why. Use the button Switch mode."
                )
            )
        if not vals.keys().isdisjoint(("partner_id", "warehouse_id")):
            raise UserError(
                self.env._(
                    "A flow stays with its partner and warehouse. Create another one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_switching(self):
        for flow in self:
            if (mode := flow._mode_without()) != flow.mode:
                raise UserError(
                    self.env._(
                        "Without %(flow)s its events would be treated as %(mode)s. "
                        "Switch it to that mode first; then it can be deleted.",
                        flow=flow.display_name,
                        mode=dict(MODES)[mode],
                    )
                )

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

    def _switch(self, mode, reason):
        findings = self._assess()
        if mode == LIVE:
            self._check_ready(findings)
        self._log(self.mode, mode, reason, findings)
        self.with_context(tower_switch=_SWITCHING).write({"mode": mode})

    def _check_ready(self, findings):
        """:raise UserError: something blocks live mode"""
        if blocking(findings):
            raise UserError(
                self.env._(
                    "%(flow)s cannot be live yet:\n%(findings)s",
                    flow=self.display_name,
                    findings="\n".join(
                        f"- {self._finding_text(one)}" for one in blocking(findings)
                    ),
                )
            )

    def _mode_without(self):
        """Return the mode that the flow's events would have without it."""
        if not self.warehouse_id:
            return SHADOW
        others = self.partner_id.flow_ids.filtered(lambda one: not one.warehouse_id)
        return others.mode or SHADOW

    def _log(self, mode_from, mode_to, reason, findings):
        self.env["stock.tower.flow.log"].sudo().create(
            {
                "flow_id": self.id,
                "partner_code": self.partner_id.code,
                "warehouse_code": self.warehouse_id.code,
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "mode_from": mode_from,
                "mode_to": mode_to,
                "reason": reason,
                "readiness": as_json(findings),
            }
        )
