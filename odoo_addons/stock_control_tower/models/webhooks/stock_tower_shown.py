from odoo import api, fields, models


class StockTowerShown(models.TransientModel):
    """A secret on the screen, once.

    No field is a column and the form is never saved: the text travels by context
    and does not reach the database.
    """

    _name = "stock.tower.shown"
    _description = "Shown once"

    clear_text = fields.Char("Copy this", store=False, readonly=True)
    advice = fields.Char(store=False, readonly=True)

    @api.model
    def _show(self, title, clear_text, advice):
        """The action that shows `clear_text` in a dialog."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_clear_text": clear_text, "default_advice": advice},
        }
