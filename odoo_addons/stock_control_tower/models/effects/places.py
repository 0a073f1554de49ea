from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace

from odoo import models

from ...lib.inbound.allocation import Area
from ...lib.inbound.planned import Place
from ...lib.inbound.resolution import Refused
from ..inbox.sources import _exact

# Kinds whose goods go where the event says, whatever the document says.
_ARRIVALS = (
    "goods_received",
    "return_received",
    "shipment_voided",
    "transfer_received",
)


@dataclass
class _Held:
    """Stock that a move had reserved, or that was already picked or packed for it."""

    location: object
    package_id: int | None
    result_package_id: int | None
    quantity: Decimal


class StockTowerInbox(models.Model):
    """From where to where a task's goods go, and which of them it takes."""

    _inherit = "stock.tower.inbox"

    def _target(self, task):
        """Return the location that a task's goods go to."""
        own, target = task.move.location_dest_id, task.line.target
        if target is None or task.silent or target.state == "in_transit":
            return own
        location = self.env["stock.location"].browse(target.location_id)
        is_told = target.bin or target.state not in ("available", "reserved")
        fits = task.delivery.kind in _ARRIVALS or location._child_of(own)
        return location if is_told and fits else own

    def _source(self, task):
        """Return the `Place` that a task's goods are taken from, None from outside.

        What the event says holds for the first step of a chain; the next ones take
        what that has brought.
        """
        move, place = task.move, task.line.source
        location = move.location_id
        if location.usage not in ("internal", "transit"):
            return None
        is_first = location.usage == "internal" and not move.move_orig_ids
        is_told = place and (place.bin or place.state not in ("available", "reserved"))
        if is_first and is_told:
            return place
        state = location.tower_effective_state or "available"
        if location.usage == "transit":
            state = "in_transit"
        return Place(task.line.warehouse_id, location.id, state, location.id)

    def _task_allocator(self, tasks, sources):
        drawing = [
            SimpleNamespace(
                sender=task.delivery.sender,
                lines=[replace(task.line, source=sources[task.move])],
            )
            for task in tasks
        ]
        return self._allocator(drawing)

    def _held(self, move):
        """Return dict (lot id, owner id) -> what the move holds, picked goods first."""
        held = defaultdict(list)
        if move.location_id.usage not in ("internal", "transit"):
            return held
        for line in move.move_line_ids.sorted(lambda one: (not one.picked, one.id)):
            held[line.lot_id.id or None, line.owner_id.id or None].append(
                _Held(
                    location=line.location_id,
                    package_id=line.package_id.id or None,
                    result_package_id=line.result_package_id.id or None,
                    quantity=_exact(line.quantity_product_uom),
                )
            )
        return held

    def _task_legs(self, task, source, held, lots, package, allocator):
        """Yield (lot id, quantity, from where) that a task's goods are made up of.

        What the move holds is used first, as it was reserved, picked or packed.
        """
        line = replace(task.line, lots=task.lots, source=source)
        for key, quantity in self._keyed(line, lots):
            if source is None:
                yield key[1], quantity, None
                continue
            area = self._area(source, package)
            for one in held[key[1:]]:
                take = min(quantity, one.quantity)
                if take > 0 and one.location.parent_path.startswith(area.path):
                    one.quantity -= take
                    quantity -= take
                    allocator.draw(key, self._exactly(one), take)
                    yield key[1], take, one
            if quantity:
                draws, beyond = allocator.draw(key, area, quantity)
                if beyond and task.delivery.sender.negative_policy == "refuse":
                    raise Refused(self._refuse_negative(line, quantity, beyond))
                for draw in draws:
                    location = self.env["stock.location"].browse(draw.location_id)
                    place = _Held(location, draw.package_id, None, draw.quantity)
                    yield key[1], draw.quantity, place

    def _exactly(self, held):
        """Return the `Area` that is nothing but what a move holds somewhere."""
        spot = self._spot(held.location)
        return Area(spot.path, None, spot, held.package_id or 0, only_package=False)

    def _task_line_vals(self, task, lot_id, quantity, place, package):
        line, move = task.line, task.move
        kept = place.result_package_id if place else None
        return {
            "move_id": move.id,
            "picking_id": move.picking_id.id,
            "product_id": line.product_id,
            "product_uom_id": line.unit_id,
            "lot_id": lot_id,
            "owner_id": line.owner_id,
            "location_id": (place.location if place else move.location_id).id,
            "location_dest_id": self._target(task).id,
            "package_id": place.package_id if place else None,
            "result_package_id": package.id if package else kept,
            "quantity": float(quantity),
            "picked": True,
        }
