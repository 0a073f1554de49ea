from odoo import api, fields, models

from ...lib.authority.route_facts import LIVE
from ..ledger.fields import BigInteger
from .stock_tower_flow import MODES


class StockTowerPartner(models.Model):
    _inherit = "stock.tower.partner"

    flow_ids = fields.One2many("stock.tower.flow", "partner_id", "Flows", copy=False)
    flow_mode = fields.Selection(
        [*MODES, ("mixed", "By warehouse")],
        "Mode",
        compute="_compute_flow_mode",
        help="The mode of its flows. By warehouse: they differ.",
    )
    last_sequence = BigInteger(
        readonly=True,
        copy=False,
        help="Highest number of its source up to which gaps have been looked for.",
    )

    @api.depends("flow_ids.mode")
    def _compute_flow_mode(self):
        for partner in self:
            modes = set(partner.flow_ids.mapped("mode"))
            partner.flow_mode = "mixed" if len(modes) > 1 else next(iter(modes), False)

    @api.constrains("warehouse_ids")
    def _check_live_warehouses(self):
        """A warehouse that joins a live flow must be as ready as at the switch."""
        for flow in self.flow_ids.filtered(lambda flow: flow.mode == LIVE):
            flow._check_ready(flow._assess())

    @api.model_create_multi
    def create(self, vals_list):
        """A new partner is in shadow mode everywhere until somebody switches it."""
        partners = super().create(vals_list)
        self.env["stock.tower.flow"].create(
            [{"partner_id": each.id} for each in partners if not each.flow_ids]
        )
        return partners

    def write(self, vals):
        """Another source counts its events anew."""
        if "source" in vals:
            moved = self.filtered(lambda each: each.source != vals["source"])
            super(StockTowerPartner, moved).write({"last_sequence": False})
        return super().write(vals)
