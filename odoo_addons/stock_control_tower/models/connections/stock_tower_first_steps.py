from odoo import api, fields, models
from odoo.exceptions import UserError


class StockTowerFirstSteps(models.AbstractModel):
    """From an empty database to the first event: what is done, what comes next."""

    _name = "stock.tower.first.steps"
    _description = "First steps of the control tower"

    @api.model
    def _steps(self):
        """Return [{name, done}, …] in the order in which they are taken."""
        counts = {
            "states": not self._unclassed_warehouses(),
            "subscription": self._exists("stock.tower.subscription", []),
            "token": self._exists(
                "stock.tower.token",
                [
                    ("revoked_at", "=", False),
                    ("expires_at", ">", fields.Datetime.now()),
                ],
            ),
            "sidecar": any(
                self.env["stock.tower.sidecar"].search([]).mapped("is_alive")
            ),
            "partner": self._exists("stock.tower.partner", []),
            "flow": self._exists("stock.tower.flow", [("mode", "!=", "off")]),
            "event": self._exists(
                "stock.tower.inbox", [("state", "in", ("applied", "recorded"))]
            ),
        }
        return [{"name": name, "done": done} for name, done in counts.items()]

    @api.model
    def action_step(self, name):
        """Where a step is taken.

        :param name: states, subscription, token, partner, flow or event
        """
        self.env["stock.tower.overview"]._check_viewer()
        if name == "states":
            return self.env["ir.actions.act_window"]._for_xml_id(
                "stock_control_tower.action_stock_location_states"
            )
        new = {
            "subscription": "stock.tower.subscription",
            "token": "stock.tower.token.new",
            "partner": "stock.tower.partner",
        }
        if name in new:
            action = {
                "type": "ir.actions.act_window",
                "name": self._title(name),
                "res_model": new[name],
                "views": [(False, "form")],
            }
            return action | ({"target": "new"} if name == "token" else {})
        lists = {"flow": "stock.tower.flow", "event": "stock.tower.inbox"}
        if name not in lists:
            raise UserError(self.env._("There is no step '%s'.", name))
        return {
            "type": "ir.actions.act_window",
            "name": self._title(name),
            "res_model": lists[name],
            "views": [(False, "list"), (False, "form")],
        }

    @api.model
    def _title(self, name):
        return {
            "subscription": self.env._("New subscription"),
            "token": self.env._("New service token"),
            "partner": self.env._("New partner"),
            "flow": self.env._("Flows"),
            "event": self.env._("Partner events"),
        }[name]

    @api.model
    def _exists(self, model, domain):
        """Whether there is one at all: a step is done for whoever looks."""
        return bool(self.env[model].sudo().search(domain, limit=1))

    @api.model
    def _unclassed_warehouses(self):
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)]
        )
        return warehouses.filtered(
            lambda one: not one.sudo().lot_stock_id.tower_effective_state
        )
