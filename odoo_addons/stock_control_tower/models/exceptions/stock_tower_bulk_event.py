from odoo import fields, models


class StockTowerBulkEvent(models.Model):
    """One event of a bulk action: what the plan said of it, and what became of it."""

    _name = "stock.tower.bulk.event"
    _description = "Event of a bulk action"
    _order = "inbox_id"
    _log_access = False
    _rec_name = "inbox_id"

    bulk_id = fields.Many2one(
        "stock.tower.bulk", required=True, readonly=True, ondelete="cascade"
    )
    inbox_id = fields.Many2one(
        "stock.tower.inbox", "Event", required=True, readonly=True, ondelete="cascade"
    )
    predicted = fields.Char("Planned", readonly=True)
    predicted_code = fields.Char("Planned reason", readonly=True)
    outcome = fields.Char("Became", readonly=True)
    code = fields.Selection(related="inbox_id.code")
    state = fields.Selection(related="inbox_id.state")
    done_at = fields.Datetime(readonly=True)

    _once = models.UniqueIndex("(bulk_id, inbox_id)")
    _todo = models.Index("(bulk_id, inbox_id) WHERE done_at IS NULL")
