from odoo import models

from ...lib.inbound.document_match import Wanted

RECEIPT = Wanted("receipt", (("receipt",),))


class StockTowerInbox(models.Model):
    """Goods from a supplier: the receipt they belong to is validated."""

    _inherit = "stock.tower.inbox"

    def _effect_receipt(self, deliveries):
        """Receive on the receipts named, what is missing becoming a backorder; goods
        without a receipt get one, or are refused, as the partner's policy says."""
        for inbox, group in self._each_company(deliveries):
            desk = inbox._desk(group, RECEIPT)
            tasks, loose = inbox._assign(group, desk, RECEIPT)
            moves = inbox._fulfil(tasks) | inbox._create_transfers(loose)
            inbox._validate_transfers(moves)
            inbox._keep_notices(moves)
            inbox._tell_documents(group)
