from odoo import api, fields, models
from odoo.exceptions import UserError


class StockTowerException(models.Model):
    """Where the remedy is a word that Odoo does not know yet, it is told here."""

    _inherit = "stock.tower.exception"

    fix_label = fields.Char(compute="_compute_fix_label")

    @api.depends("state", "code", "thing", "partner_id")
    @api.depends_context("uid")
    def _compute_fix_label(self):
        for one in self:
            one.fix_label = one._fix_label()

    def action_fix(self):
        """Open the record to be made, filled in with what the events say."""
        self.ensure_one()
        model, values = self._fix()
        if not model:
            raise UserError(self.env._("'%s' is not settled by a mapping.", self.name))
        return {
            "type": "ir.actions.act_window",
            "name": self._fix_label(),
            "res_model": model,
            "views": [[False, "form"]],
            "target": "new",
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    def _fix_label(self):
        """What the button says; '' where there is none, or it is not for this user."""
        model, _values = self._fix()
        if not model or not self.env[model].has_access("create"):
            return ""
        return {
            "stock.tower.item.mapping": self.env._("Map this item"),
            "stock.tower.location.mapping": self.env._("Map this place"),
            "stock.tower.unit.mapping": self.env._("Map this unit"),
            "stock.tower.partner": self.env._("Set up this partner"),
        }[model]

    def _fix(self):
        """Return (model, values) of the record that settles it, or (None, {})."""
        thing, partner = self.thing or "", {"partner_id": self.partner_id.id}
        if self.state == "resolved":
            return None, {}
        if self.code == "unknown_partner":
            return "stock.tower.partner", {"code": self.partner_code or thing}
        if not thing or not self.partner_id:
            return None, {}
        if self.code == "unknown_item":
            sku, _sep, gtin = thing.partition(" / ")
            return "stock.tower.item.mapping", {
                **partner,
                "external_sku": sku,
                "gtin": gtin or False,
            }
        if self.code in ("unknown_warehouse", "unknown_location"):
            warehouse, _sep, place = thing.partition("/")
            return "stock.tower.location.mapping", {
                **partner,
                "external_warehouse": warehouse,
                "external_bin": place or False,
            }
        if self.code == "unknown_unit":
            return "stock.tower.unit.mapping", {**partner, "external_unit": thing}
        return None, {}
