from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    tower_inbox_id = fields.Many2one(
        "stock.tower.inbox",
        string="Caused by event",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    tower_line = fields.Char(string="Event line", readonly=True, copy=False)

    _tower_effect_unique = models.UniqueIndex(
        "(tower_inbox_id, tower_line) WHERE tower_inbox_id IS NOT NULL"
    )
