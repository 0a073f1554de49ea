from odoo import models

from ...lib.inbound.document_match import Wanted

DELIVERY = Wanted("delivery", (("delivery", "pack", "pick"),))
PICK = Wanted("pick", (("pick",), ("delivery",)))


class StockTowerInbox(models.Model):
    """Goods on their way out: picked, and dispatched."""

    _inherit = "stock.tower.inbox"

    def _effect_pick(self, deliveries):
        """Validate the picks; where a delivery has no pick of its own, set on it what
        was picked."""
        for inbox, group in self._each_company(deliveries):
            tasks = inbox._document_tasks(group, PICK)
            here = [task for task in tasks if _is_delivery(inbox, task)]
            own = [task for task in tasks if not _is_delivery(inbox, task)]
            moves = inbox._fulfil(own)
            inbox._validate_transfers(moves)
            inbox._set_picked(here)
            inbox._tell_documents(group)

    def _effect_dispatch(self, deliveries):
        """Validate the deliveries, what is short becoming a backorder. What has left
        has left: steps before it that are not done are done, and noted."""
        for inbox, group in self._each_company(deliveries):
            desk = inbox._desk(group, DELIVERY, chained=True)
            tasks, loose = inbox._assign(group, desk, DELIVERY)
            tasks = inbox._advance(tasks, ("delivery",))
            moves = inbox._fulfil(tasks) | inbox._create_transfers(loose)
            inbox._validate_transfers(moves)
            inbox._tell_documents(group)

    def _document_tasks(self, deliveries, wanted):
        """Return the tasks of events that only take effect on a document: the one
        they name, or else the only one that is open for what they report."""
        candidates = self._candidates(deliveries, wanted)
        desk = self._desk(deliveries, wanted, chained=True, candidates=candidates)
        tasks, _none = self._assign(deliveries, desk, wanted, parks=True)
        return tasks


def _is_delivery(inbox, task):
    return inbox._operation(task.move.picking_id) == "delivery"
