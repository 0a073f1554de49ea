from odoo import models

from ..lib.document_match import Wanted, known_references
from ..lib.resolution import Refused
from .stock_tower_effect_task import Task

_RETURN = Wanted("return", (("return",),))
_DELIVERED = Wanted("delivery", (("delivery",),), is_done=True)


class StockTowerInbox(models.Model):
    """Goods that came back, and dispatches that did not happen.

    Both take back moves that are done, each in a return of its own transfer; they are
    few, so they are done one by one.
    """

    _inherit = "stock.tower.inbox"

    def _effect_return(self, deliveries):
        """Receive on the open return, else return what was delivered; goods go where
        their state is kept."""
        for inbox, group in self._by_company(deliveries):
            for delivery in group:
                try:
                    inbox._return(delivery)
                except Refused as refused:
                    delivery.refusal = refused.refusal

    def _return(self, delivery):
        tasks, failure = [], None
        try:
            desk = self._desk([delivery], _RETURN)
            documents = self._choose(delivery, desk, _RETURN, parks=False)
            if documents:
                shares = self._shares(delivery, documents, desk)
                tasks = self._tasks(delivery, shares)
        except Refused as refused:
            failure = refused
        if not tasks:
            parks = False if failure else None
            tasks = self._return_tasks(delivery, parks)
        if not tasks and failure:
            raise failure
        moves = self._fulfil(tasks)
        if not tasks:
            moves = self._create_transfers([delivery])
        self._validate_transfers(moves)
        self._tell_documents([delivery])

    def _effect_void(self, deliveries):
        """Take a dispatch back to where it came from, and open the delivery again."""
        for inbox, group in self._by_company(deliveries):
            for delivery in group:
                try:
                    inbox._void(delivery)
                except Refused as refused:
                    delivery.refusal = refused.refusal

    def _void(self, delivery):
        tasks = self._return_tasks(delivery)
        for task in tasks:
            voided = task.move.origin_returned_move_id
            if voided and not task.line.target.bin:
                task.move.location_dest_id = voided.location_id
        moves = self._fulfil(tasks)
        if not tasks:
            moves = self._create_transfers([delivery])
        self._validate_transfers(moves)
        self._tell_documents([delivery])
        self._open_again(moves.filtered("origin_returned_move_id"))

    def _return_tasks(self, delivery, parks=None):
        """Return tasks on new returns of the deliveries that an event names."""
        desk, documents = self._delivered(delivery, parks)
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

    def _delivered(self, delivery, parks):
        """Return (`Desk`, documents) of what an event takes back: what it names, else
        what the events it corrects have delivered."""
        if delivery.corrects and not known_references(delivery.references):
            rows = self.browse(delivery.inbox_id).corrects_ids
            pickings = rows.move_ids.picking_id
            desk = self._desk_of(pickings, _DELIVERED)
            documents = [
                one
                for one in desk.documents
                if one.operation == "delivery" and one.state == "done"
            ]
            if documents:
                return desk, documents
        desk = self._desk([delivery], _DELIVERED)
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
