from odoo import api, fields, models


class StockTowerInbox(models.Model):
    """What a person should know of an event that was applied all the same."""

    _inherit = "stock.tower.inbox"

    notes = fields.Text(
        compute="_compute_notes",
        help="What was unusual, though the event was applied: for example goods that "
        "left without a pick.",
    )

    @api.depends("outcome")
    def _compute_notes(self):
        for row in self:
            notes = (row.outcome or {}).get("notes", ())
            row.notes = "\n".join(note["message"] for note in notes) or False
