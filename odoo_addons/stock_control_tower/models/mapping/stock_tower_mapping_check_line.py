from odoo import fields, models


class StockTowerMappingCheckLine(models.TransientModel):
    """One thing about one event that would be otherwise."""

    _name = "stock.tower.mapping.check.line"
    _description = "Difference found by a mapping check"
    _order = "what, id"
    _rec_name = "event_id"

    check_id = fields.Many2one(
        "stock.tower.mapping.check", required=True, ondelete="cascade", index=True
    )
    inbox_id = fields.Many2one("stock.tower.inbox", "Event", readonly=True)
    event_id = fields.Char(related="inbox_id.event_id")
    kind = fields.Char(related="inbox_id.kind")
    occurred_at = fields.Datetime("Happened at", related="inbox_id.occurred_at")
    line_id = fields.Char("Line")
    what = fields.Selection(
        [
            ("resolvable", "No longer refused"),
            ("refused", "Would be refused"),
            ("other_reason", "Refused for another reason"),
            ("product", "Another product"),
            ("quantity", "Another quantity"),
            ("location", "Another location"),
        ],
        required=True,
    )
    before = fields.Char()
    after = fields.Char()

    def action_open_event(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.tower.inbox",
            "res_id": self.inbox_id.id,
            "views": [(False, "form")],
        }
