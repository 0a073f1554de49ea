from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from odoo import models

from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse
from ..inbox.sources import _exact
from .documents import ENDED
from .task import Task


class StockTowerInbox(models.Model):
    """Steps before the one that an event reports, which nobody has reported.

    Odoo 19 creates the next step when one is done; routes set up by hand, and older
    databases, have all steps from the start. Both are walked in the same way.
    """

    _inherit = "stock.tower.inbox"

    def _advance(self, tasks, operations):
        """Do what must have happened before, silently; return the tasks at their step.

        :param operations: what transfers do that are the event's own step
        """

        def is_there(task):
            return self._operation(task.move.picking_id) in operations

        there = [task for task in tasks if is_there(task)]
        behind = [task for task in tasks if not is_there(task)]
        for step in reversed(self._feeding(there)):
            self._do_silently(step)
        while behind:
            self._do_silently(step := self._fed(behind))
            moved = [self._follow(task) for task in step]
            there += [task for task in moved if is_there(task)]
            behind = [task for task in moved if not is_there(task)]
        return self._joined(there)

    def _fed(self, tasks):
        """Do what feeds these tasks; return them marked as silent."""
        for step in reversed(self._feeding(tasks)):
            self._do_silently(step)
        return [replace(task, silent=True) for task in tasks]

    def _do_silently(self, tasks):
        moves = self._fulfil(tasks)
        self._validate_transfers(moves)
        for task in tasks:
            self._note_missing(task)

    def _note_missing(self, task):
        name = task.move.picking_id.name
        message = f"Nobody reported {name}; it was booked with this event."
        note = {"code": "pick_missing", "message": message}
        if note not in task.delivery.notes:
            task.delivery.notes.append(note)

    def _feeding(self, tasks):
        """Return lists of tasks for what the moves lack, the nearest step first."""
        steps = []
        while tasks:
            ready, room = {}, {}
            tasks = [one for task in tasks for one in self._feed(task, ready, room)]
            if tasks:
                steps.append(tasks)
        return steps

    def _feed(self, task, ready, room):
        """Return the tasks that bring to a move what it lacks.

        :param ready: dict (move, lot name) -> what no earlier task has counted on
        :param room: dict move -> what earlier tasks have left of it
        """
        origins = task.move.move_orig_ids.filtered(
            lambda move: (
                move.state not in ENDED
                and move.picking_id.picking_type_id.code == "internal"
            )
        )
        shares = defaultdict(list)
        for name, quantity in task.lots if origins else ():
            quantity -= _take(ready, (task.move, name), quantity, _reserved)
            for move in origins:
                take = _take(room, move, quantity, _demand)
                if move == origins[-1]:
                    take = quantity
                if take > 0:
                    quantity -= take
                    shares[move].append((name, take))
        return [
            Task(task.delivery, task.line, move, tuple(lots), silent=True)
            for move, lots in shares.items()
        ]

    def _follow(self, task):
        """Return the task on the next step of a chain."""
        onward = task.move.move_dest_ids.filtered(lambda move: move.state not in ENDED)
        if not onward:
            reason = f"no transfer follows {task.move.picking_id.name}."
            raise Refused(refuse("refused_by_odoo", reason=reason))
        return replace(task, move=onward[0], silent=False)

    def _joined(self, tasks):
        """Put together what has reached one move for one line over several ways."""
        groups = defaultdict(list)
        for task in tasks:
            groups[task.move, task.delivery.inbox_id, task.line.line_id].append(task)
        joined = []
        for group in groups.values():
            totals = defaultdict(Decimal)
            for task in group:
                for name, quantity in task.lots:
                    totals[name] += quantity
            joined.append(replace(group[0], lots=tuple(totals.items())))
        return joined


def _take(left, key, quantity, initial):
    """Take up to `quantity` of what is left under a key; return what was there."""
    if key not in left:
        left[key] = initial(key)
    taken = min(quantity, left[key])
    left[key] -= taken
    return taken


def _demand(move):
    return _exact(move.product_qty)


def _reserved(move_and_lot):
    move, name = move_and_lot
    lines = move.move_line_ids.filtered(lambda one: (one.lot_id.name or None) == name)
    return sum((_exact(one.quantity_product_uom) for one in lines), Decimal(0))
