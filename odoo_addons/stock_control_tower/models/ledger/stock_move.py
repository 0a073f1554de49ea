from odoo import models

from . import frame as ledger_frame
from .stock_quant_count import COUNTED


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Emit here and not when the lines are done: by now their last write
        (state and date together) is due anyway, so flushing it costs nothing."""
        with ledger_frame.opened(self.env.cr) as frame:
            done = super()._action_done(cancel_backorder=cancel_backorder)
        if frame.line_ids or frame:
            outbox = self.env["stock.tower.outbox"].sudo()
            outbox._emit_reserved(falling=True)
            outbox._emit_done_lines(frame, bool(self.env.context.get(COUNTED)))
        return done
