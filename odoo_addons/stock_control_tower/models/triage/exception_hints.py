from odoo import models

_DONE = "stock_control_tower.exceptions"


class StockTowerException(models.Model):
    """Tells open screens that exceptions changed: once a transaction and company."""

    _inherit = "stock.tower.exception"

    def write(self, vals):
        result = super().write(vals)
        self._announce()
        return result

    def _announce(self):
        told = self.env.cr.precommit.data.setdefault(_DONE, set())
        companies = self.sudo().company_id
        if any(not one.company_id for one in self.sudo()):
            companies = self.env["res.company"].sudo().search([])
        for company in companies:
            if company.id not in told:
                told.add(company.id)
                self.env["bus.bus"]._sendone(
                    (company, "stock_control_tower"),
                    "stock_control_tower.exceptions",
                    {},
                )
