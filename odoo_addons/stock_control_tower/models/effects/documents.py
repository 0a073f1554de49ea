from collections import defaultdict
from decimal import Decimal

from odoo import models

from ...lib.inbound.document_match import Document, DocumentMove, known_references
from ..inbox.sources import _exact
from .task import own_origin

ENDED = ("done", "cancel")
_MAX_CHAIN = 8  # transfers between a supplier's and a customer's door


class StockTowerInbox(models.Model):
    """Finds the transfers that events name: a few queries for all events of a run."""

    _inherit = "stock.tower.inbox"

    def _named_pickings(self, deliveries, wanted):
        names = {
            reference["id"]
            for delivery in deliveries
            for _path, reference in known_references(delivery.references)
        }
        Picking = self.env["stock.picking"]
        if not names:
            return Picking
        names, own = list(names), [("company_id", "=", self.env.company.id)]
        origins = list(names)
        if wanted.is_done:  # it may have come without a document of Odoo's
            origins += [
                own_origin(delivery, name) for delivery in deliveries for name in names
            ]
        found = Picking.search([("name", "in", names), *own])
        found |= Picking.search([("origin", "in", origins), *own])
        for name in ("tower_asn", "reference_ids.name"):
            found |= (
                self.env["stock.move"].search([(name, "in", names), *own]).picking_id
            )
        return found

    def _with_related(self, found, chained):
        """Return the transfers with those that carry on from them, and all by name.

        :return: (`stock.picking`, dict id -> names under which a transfer is known)
        """
        neighbours = defaultdict(set)
        seen = self.env["stock.picking"]
        fresh = found
        for _step in range(_MAX_CHAIN):
            around = self.env["stock.picking"]
            for picking in fresh:
                near = picking.backorder_ids
                if chained:
                    moves = picking.move_ids
                    near |= moves.move_orig_ids.picking_id
                    near |= moves.move_dest_ids.picking_id
                for one in near:
                    neighbours[picking.id].add(one.id)
                    neighbours[one.id].add(picking.id)
                around |= near
            seen |= fresh
            fresh = around - seen
            if not fresh:
                break
        names = {}
        for picking in seen:
            ids, todo = set(), [picking.id]
            while todo:
                one = todo.pop()
                if one not in ids:
                    ids.add(one)
                    todo += neighbours[one]
            names[picking.id] = set(seen.browse(ids).mapped("name"))
        return seen, names

    def _document_of(self, picking, names, wanted, forgets):
        moves = picking.move_ids
        operation = self._operation(picking)
        document_moves = [
            self._document_move(move, operation, wanted)
            for move in moves
            if move in forgets or self._takes_reports(move, operation, wanted)
        ]
        return Document(
            id=picking.id,
            name=picking.name,
            state=picking.state,
            operation=operation,
            warehouse_id=picking.picking_type_id.warehouse_id.id,
            names=frozenset(names | {picking.name}),
            orders=frozenset(
                _origins(picking, wanted) | set(moves.reference_ids.mapped("name"))
            ),
            asns=frozenset(moves.filtered("tower_asn").mapped("tower_asn")),
            moves=tuple(document_moves),
        )

    def _takes_reports(self, move, operation, wanted):
        if wanted.is_done:
            return move.state == "done" and move.location_dest_usage != "inventory"
        if move.state in ENDED or (wanted.announces and move.tower_asn):
            return False
        # What a later step of the chain is already open for is reported there.
        for group in wanted.groups:
            if operation in group:
                later = group[: group.index(operation)]
                return not any(
                    dest.state not in ENDED
                    and self._operation(dest.picking_id) in later
                    for dest in move.move_dest_ids
                )
        return True

    def _document_move(self, move, operation, wanted):
        demand = _exact(move.product_qty)
        if wanted.is_done:
            back = move.returned_move_ids.filtered(lambda one: one.state != "cancel")
            demand = line_total(move.move_line_ids)
            open_ = demand - sum((_returned(one) for one in back), Decimal(0))
        else:
            reported = move.move_line_ids.filtered(
                lambda line: self._is_reported(line, operation, wanted)
            )
            open_ = demand - line_total(reported)
        lots = {line.lot_id.name or line.lot_name for line in move.move_line_ids}
        return DocumentMove(
            id=move.id,
            document_id=move.picking_id.id,
            product_id=move.product_id.id,
            open=max(open_, Decimal(0)),
            demand=demand,
            line=str(move.sequence),
            asn=move.tower_asn or None,
            lots=frozenset(lots - {False}),
        )

    def _is_reported(self, line, operation, wanted):
        """Tell whether an open transfer's line was set by an earlier event."""
        if operation != "delivery" or not line.picked:
            return False
        if wanted.what == "pick":
            return True
        return wanted.what == "packing" and bool(line.result_package_id)

    def _operation(self, picking):
        """Return what a transfer does: the word that `Wanted` is asked in."""
        operation_type = picking.picking_type_id
        source, target = picking.location_id.usage, picking.location_dest_id.usage
        if target in ("customer", "supplier"):
            return "delivery"
        if source == "transit":
            return "transfer_in"
        if target == "transit":
            return "transfer_out"
        if source == "customer":
            return "return"
        if source == "supplier" or operation_type.code == "incoming":
            return "receipt"
        warehouse = operation_type.warehouse_id
        if operation_type == warehouse.pick_type_id:
            return "pick"
        if operation_type == warehouse.pack_type_id:
            return "pack"
        return "internal"


def line_total(lines):
    return sum((_exact(line.quantity_product_uom) for line in lines), Decimal(0))


def _returned(move):
    """What a return takes back: as planned, and once it is done as done."""
    if move.state == "done":
        return line_total(move.move_line_ids)
    return _exact(move.product_qty)


def _origins(picking, wanted):
    origins = {part.strip() for part in (picking.origin or "").split(",")}
    if wanted.is_done:
        origins |= {origin.partition(": ")[2] for origin in origins}
    return origins - {""}
