from dataclasses import replace

from odoo import models

from ...lib.inbound.document_match import Wanted
from ...lib.inbound.resolution import Refused
from ..inbox.sources import _exact
from .task import document_of, package_name

# With a packing step of its own, and without one.
_PACKING = Wanted("packing", (("pack", "pick"), ("delivery",)))
_PACKING_AT_THE_DOOR = Wanted("packing", (("delivery", "pick"),))


class StockTowerInbox(models.Model):
    """Goods that were picked or packed and stay on an open delivery."""

    _inherit = "stock.tower.inbox"

    def _effect_pack(self, deliveries):
        """Put goods into the packages named: in the packing step, which is validated,
        else on the delivery, which stays open."""
        for inbox, group in self._each_company(deliveries):
            has_step = [one for one in group if inbox._has_packing_step(one)]
            without = [one for one in group if one not in has_step]
            tasks = inbox._document_tasks(has_step, _PACKING)
            tasks += inbox._document_tasks(without, _PACKING_AT_THE_DOOR)
            tasks = inbox._advance(tasks, ("pack", "delivery"))
            own = [task for task in tasks if inbox._operation_of(task) == "pack"]
            moves = inbox._fulfil(own)
            inbox._validate_transfers(moves)
            inbox._set_picked([task for task in tasks if task not in own], packs=True)
            inbox._tell_documents(group)

    def _operation_of(self, task):
        return self._operation(task.move.picking_id)

    def _has_packing_step(self, delivery):
        ids = {line.warehouse_id for line in delivery.lines}
        warehouses = self.env["stock.warehouse"].browse(ids)
        return "pick_pack_ship" in warehouses.mapped("delivery_steps")

    def _set_picked(self, tasks, packs=False):
        """Set on open deliveries what was picked or packed, line by line.

        What is reserved for the delivery is used first, as it is: what was picked
        before counts as free to be packed.
        """
        if not tasks:
            return
        lots, _new = self._ensure_lots([task.delivery for task in tasks])
        packages = self._named_packages(package_name(task.line) for task in tasks)
        for task in tasks:
            package = packages.get(package_name(task.line))
            for name, quantity in task.lots:
                lot = lots.get((task.line.product_id, name))
                self._set_picked_lot(task, lot, quantity, package, packs)
            document = document_of(task.move.picking_id)
            if document not in task.delivery.documents:
                task.delivery.documents.append(document)

    def _set_picked_lot(self, task, lot, quantity, package, packs):
        vals = {"picked": True}
        if package:
            vals["result_package_id"] = package.id
        path = self._area(self._source(task)).path
        for line in task.move.move_line_ids:
            is_free = not (line.result_package_id if packs else line.picked)
            is_same = (line.lot_id.id or None) == (lot.id if lot else None)
            is_there = line.location_id.parent_path.startswith(path)
            if not (quantity and is_free and is_same and is_there):
                continue
            held = _exact(line.quantity_product_uom)
            if held > quantity:
                line = self._split_line(line, quantity)
            line.write(vals)
            quantity -= min(held, quantity)
        if quantity:
            self._pick_unreserved(task, lot, quantity, vals)

    def _split_line(self, line, quantity):
        """Split a reserved line; return the part of that quantity."""
        unit = line.product_id.uom_id
        rest = line.quantity_product_uom - float(quantity)
        line.quantity = unit._compute_quantity(rest, line.product_uom_id, round=False)
        return line.copy(
            {"quantity": float(quantity), "product_uom_id": unit.id, "picked": False}
        )

    def _pick_unreserved(self, task, lot, quantity, vals):
        """Pick what was not reserved; other reservations of the move make room."""
        move, source = task.move, self._source(task)
        room = _exact(move.product_qty) - quantity
        for line in move.move_line_ids.filtered("picked"):
            room -= _exact(line.quantity_product_uom)
        for line in move.move_line_ids.filtered(lambda one: not one.picked):
            held = _exact(line.quantity_product_uom)
            if held > max(room, 0):
                line.unlink() if room <= 0 else self._shrink(line, room)
            room -= held
        key = (task.line.product_id, lot.id if lot else None, task.line.owner_id)
        allocator = self._task_allocator([task], {move: source})
        draws, beyond = allocator.draw(key, self._area(source), quantity)
        if beyond and task.delivery.sender.negative_policy == "refuse":
            line = replace(task.line, source=source)
            raise Refused(self._refuse_negative(line, quantity, beyond))
        self.env["stock.move.line"].create(
            [
                {
                    "move_id": move.id,
                    "picking_id": move.picking_id.id,
                    "product_id": task.line.product_id,
                    "product_uom_id": task.line.unit_id,
                    "lot_id": key[1],
                    "owner_id": key[2],
                    "location_id": draw.location_id,
                    "location_dest_id": move.location_dest_id.id,
                    "package_id": draw.package_id,
                    "quantity": float(draw.quantity),
                    **vals,
                }
                for draw in draws
            ]
        )

    def _shrink(self, line, quantity):
        unit = line.product_id.uom_id
        line.quantity = unit._compute_quantity(
            float(quantity), line.product_uom_id, round=False
        )
