from odoo import models

from ...lib.inbound.document_match import Wanted, known_references
from ...lib.inbound.resolution import Refused
from .task import Task

_RETURN = Wanted("return", (("return",),))
_DELIVERED = Wanted("delivery", (("delivery",),), is_done=True)


class StockTowerInbox(models.Model):
    """Goods that came back, and dispatches that did not happen.

    Both take back moves that are done, each in a return of its own transfer.
    """

    _inherit = "stock.tower.inbox"

    def _effect_return(self, deliveries):
        """Receive on the open returns, else return what was delivered; goods go where
        their state is kept."""
        for inbox, group in self._each_company(deliveries):
            open_returns = inbox._desk(group, _RETURN)
            delivered = inbox._desk(group, _DELIVERED)
            tasks, loose = [], []
            for delivery in group:
                try:
                    found = inbox._return_tasks(delivery, open_returns, delivered)
                except Refused as refused:
                    delivery.refusal = refused.refusal
                    continue
                tasks += found
                loose += [] if found else [delivery]
            moves = inbox._fulfil(tasks) | inbox._create_transfers(loose)
            inbox._validate_transfers(moves)
            inbox._tell_documents(group)

    def _effect_void(self, deliveries):
        """Take dispatches back to where they left from, and open them again."""
        for inbox, group in self._each_company(deliveries):
            delivered = inbox._desk(group, _DELIVERED)
            tasks, loose = [], []
            for delivery in group:
                try:
                    found = inbox._take_back(delivery, delivered)
                except Refused as refused:
                    delivery.refusal = refused.refusal
                    continue
                tasks += found
                loose += [] if found else [delivery]
            inbox._send_back(tasks)
            moves = inbox._fulfil(tasks) | inbox._create_transfers(loose)
            inbox._validate_transfers(moves)
            inbox._tell_documents(group)
            inbox._open_again(moves.filtered("picking_id.return_id"))

    def _send_back(self, tasks):
        """Let voided goods without a bin go to where they left from."""
        for task in tasks:
            voided = task.move.origin_returned_move_id
            if voided and not task.line.target.bin:
                task.move.location_dest_id = voided.location_id

    def _return_tasks(self, delivery, open_returns, delivered):
        """Return an event's tasks, [] when it shall get a document of its own."""
        failure = None
        try:
            documents = self._choose(delivery, open_returns, _RETURN, parks=False)
            if documents:
                shares = self._shares(delivery, documents, open_returns)
                return self._tasks(delivery, shares)
        except Refused as refused:
            failure = refused
        tasks = self._take_back(delivery, delivered, parks=False if failure else None)
        if failure and not tasks:
            raise failure
        return tasks

    def _take_back(self, delivery, delivered, parks=None):
        """Return tasks on new returns of the deliveries that an event names."""
        desk, documents = self._delivered(delivery, delivered, parks)
        if not documents:
            return []
        shares = self._shares(delivery, documents, desk)
        returns, tasks = {}, []
        for picking_id in dict.fromkeys(share.document_id for share in shares):
            own = [share for share in shares if share.document_id == picking_id]
            returns |= self._create_return_of(picking_id, own)
        for share in shares:
            move = returns.get(share.move_id)
            if move is None:
                first = next(iter(returns.values()), None)
                if first is None:
                    return []  # nothing of it was ever delivered
                move = self._add_move(first.picking_id, share.line)
            tasks.append(Task(delivery, share.line, move, share.lots))
        return tasks

    def _delivered(self, delivery, desk, parks):
        """Return (`Desk`, documents) of what an event takes back: what it names, else
        what the events it corrects have delivered."""
        if delivery.corrects and not known_references(delivery.references):
            rows = self.browse(delivery.inbox_id).corrects_ids
            own = self._desk_of(rows.move_ids.picking_id, _DELIVERED)
            documents = [
                one
                for one in own.documents
                if one.operation == "delivery" and one.state == "done"
            ]
            if documents:
                return own, documents
        return desk, self._choose(delivery, desk, _DELIVERED, parks)

    def _create_return_of(self, picking_id, shares):
        """Create a return by Odoo's own means; return dict done move id -> move."""
        quantities = {}
        for share in shares:
            if share.move_id:
                before = quantities.get(share.move_id, 0.0)
                quantities[share.move_id] = before + float(share.quantity)
        if not quantities:
            return {}
        wizard = self.env["stock.return.picking"].create({"picking_id": picking_id})
        for line in wizard.product_return_moves:
            unit = line.product_id.uom_id
            line.quantity = unit._compute_quantity(
                quantities.get(line.move_id.id, 0.0), line.uom_id, round=False
            )
        picking = wizard._create_return()
        return {move.origin_returned_move_id.id: move for move in picking.move_ids}

    def _open_again(self, moves):
        """Give the orders of voided moves a delivery again, as their backorder."""
        for picking, group in moves.grouped(
            lambda move: move.origin_returned_move_id.picking_id
        ).items():
            again = picking._create_backorder_picking()
            for move in group:
                voided = move.origin_returned_move_id
                unit = move.product_id.uom_id
                quantity = sum(move.move_line_ids.mapped("quantity_product_uom"))
                voided.copy(
                    {
                        "picking_id": again.id,
                        "product_uom_qty": unit._compute_quantity(
                            quantity, voided.product_uom, round=False
                        ),
                        "procure_method": "make_to_stock",
                    }
                )
            again.user_id = False
            again.action_confirm()
