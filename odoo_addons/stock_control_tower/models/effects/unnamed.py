from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.fields import Domain

from ...lib.inbound.document_match import known_references
from ...lib.inbound.unnamed_document import MAX_CANDIDATES, only_document, several

_OPEN = ("waiting", "confirmed", "partially_available", "assigned")


class StockTowerInbox(models.Model):
    """Picked and packed goods of events that name no document."""

    _inherit = "stock.tower.inbox"

    def _candidates(self, deliveries, wanted):
        """Return dict inbox id -> `stock.picking` that an event without a document
        could mean; partners whose policy wants a document are left out."""
        unnamed = [
            delivery
            for delivery in deliveries
            if not known_references(delivery.references)
            and delivery.sender.unreferenced_policy == "create"
        ]
        if not unnamed:
            return {}
        by_product = self._open_pickings(unnamed, wanted)
        found = {}
        for delivery in unnamed:
            keys = {(line.warehouse_id, line.product_id) for line in delivery.lines}
            pickings = self.env["stock.picking"]
            found[delivery.inbox_id] = pickings.union(*(by_product[k] for k in keys))
        return found

    def _open_pickings(self, deliveries, wanted):
        """Return dict (warehouse id, product id) -> `stock.picking`, in one query."""
        lines = [line for delivery in deliveries for line in delivery.lines]
        warehouses = self.env["stock.warehouse"].browse(
            {line.warehouse_id for line in lines}
        )
        here = Domain.OR(self._operations_of(one, wanted) for one in warehouses)
        found = defaultdict(self.env["stock.picking"].browse)
        for operation_type, product, pickings in self.env["stock.move"]._read_group(
            here
            & Domain("product_id", "in", list({line.product_id for line in lines}))
            & Domain("company_id", "=", self.env.company.id)
            & Domain("picking_id", "!=", False)
            & Domain("state", "in", _OPEN),
            ["picking_type_id", "product_id"],
            ["picking_id:recordset"],
        ):
            found[operation_type.warehouse_id.id, product.id] |= pickings
        return found

    def _operations_of(self, warehouse, wanted):
        """Return the domain of moves in the steps that a warehouse has for `wanted`."""
        one_step = warehouse.delivery_steps == "ship_only"
        group = wanted.groups[-1 if one_step else 0]
        leaves = Domain("location_dest_id.usage", "in", ("customer", "supplier"))
        steps = {
            "pick": Domain("picking_type_id", "=", warehouse.pick_type_id.id),
            "pack": Domain("picking_type_id", "=", warehouse.pack_type_id.id),
            "delivery": leaves,
        }
        return Domain("picking_type_id.warehouse_id", "=", warehouse.id) & Domain.OR(
            steps[operation] for operation in group
        )

    def _only_document(self, delivery, desk, wanted):
        """Return the document that an event without one means, and note that.

        :raise Refused: when it could mean none or several
        """
        candidates = desk.candidates[delivery.inbox_id]
        if len(candidates) > MAX_CANDIDATES:
            raise several(candidates.mapped("name"))
        quantities = defaultdict(Decimal)
        for line in delivery.lines:
            quantities[line.product_id] += line.quantity
        document = only_document(
            wanted.what,
            quantities,
            [one for one in desk.documents if one.id in candidates.ids],
            desk.openings.left,
            self._product_name,
        )
        message = (
            f"The event names no document; {document.name} is the only open one for "
            "what it reports."
        )
        delivery.notes.append({"code": "document_found", "message": message})
        return document
