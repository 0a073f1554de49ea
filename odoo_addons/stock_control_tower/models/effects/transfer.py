from odoo import models

from ...lib.inbound.document_match import Wanted
from .documents import ENDED, line_total

_LEAVING = Wanted("transfer", (("transfer_out", "pack", "pick"),))
_ARRIVING = Wanted("transfer", (("transfer_in",),))


class StockTowerInbox(models.Model):
    """Goods between warehouses: each leg on the transfer that it belongs to."""

    _inherit = "stock.tower.inbox"

    def _effect_transfer_out(self, deliveries):
        """Send into transit; without a document, as plain moves."""
        for inbox, group in self._each_company(deliveries):
            desk = inbox._desk(group, _LEAVING, chained=True)
            tasks, loose = inbox._assign(group, desk, _LEAVING)
            tasks = inbox._advance(tasks, ("transfer_out",))
            inbox._validate_transfers(inbox._fulfil(tasks))
            inbox._tell_documents(group)
            if loose:
                inbox._effect_moves(loose)

    def _effect_transfer_in(self, deliveries):
        """Receive from transit. When the other side has not told yet that the goods
        left, transit is negative until it does: it is noted, not invented."""
        for inbox, group in self._each_company(deliveries):
            desk = inbox._desk(group, _ARRIVING, chained=True)
            tasks, loose = inbox._assign(group, desk, _ARRIVING)
            for task in tasks:
                inbox._note_not_sent(task)
            inbox._validate_transfers(inbox._fulfil(tasks))
            inbox._tell_documents(group)
            if loose:
                inbox._effect_moves(loose)

    def _note_not_sent(self, task):
        sent = task.move.move_orig_ids
        waiting = sent.filtered(lambda move: move.state not in ENDED)
        in_transit = _done_total(sent) - _done_total(sent.move_dest_ids)
        if waiting and in_transit < task.quantity:
            name = waiting[0].picking_id.name
            message = f"{name} was not reported yet; transit is short until it is."
            note = {"code": "dispatch_missing", "message": message}
            if note not in task.delivery.notes:
                task.delivery.notes.append(note)


def _done_total(moves):
    return line_total(moves.filtered(lambda move: move.state == "done").move_line_ids)
