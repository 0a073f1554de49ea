from odoo import api, fields, models


class StockMove(models.Model):
    """What a move caused by a partner's event knows of its cause."""

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
    tower_part = fields.Integer(
        string="Part of the event line",
        readonly=True,
        copy=False,
        help="Tells the moves apart when one line of an event needed several.",
    )
    tower_reason = fields.Char(
        string="Event reason",
        readonly=True,
        copy=False,
        help="Why the partner booked it: a code list and its code.",
    )

    _tower_effect_unique = models.UniqueIndex(
        "(tower_inbox_id, tower_line, COALESCE(tower_part, 0)) "
        "WHERE tower_inbox_id IS NOT NULL"
    )

    @api.depends("tower_inbox_id")
    def _compute_reference(self):
        """A move without a document goes by what the partner calls it."""
        super()._compute_reference()
        for move in self.filtered("tower_inbox_id"):
            if not (move.picking_id or move.scrap_id or move.is_inventory):
                move.reference = move.tower_inbox_id.business_key
