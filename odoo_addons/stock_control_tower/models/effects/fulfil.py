from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ..inbox.sources import _exact
from .documents import ENDED
from .task import deliveries_of, document_of, package_name

# Questions that a person would be asked; an event that has happened is the answer.
_NO_QUESTIONS = {"skip_backorder": True, "skip_expired": True, "skip_sms": True}


class StockTowerInbox(models.Model):
    """Does what events report on moves: each task on a move of its own, then the
    transfers are validated as by a person, what is short going to a backorder."""

    _inherit = "stock.tower.inbox"

    def _fulfil(self, tasks):
        """Set on the moves what the tasks report; return the moves.

        Afterwards each task has a `move` of its own, as the audit wants it.
        """
        moves = self.env["stock.move"]
        if not tasks:
            return moves
        lots, _new = self._ensure_lots(deliveries_of(tasks))
        packages = self._named_packages(package_name(task.line) for task in tasks)
        rest = self._carve(tasks)
        moves = moves.concat(*(task.move for task in tasks))
        sources = {task.move: self._source(task) for task in tasks}
        told = [task for task in tasks if not self._is_as_held(task, sources, lots)]
        self._pick_as_held(moves - moves.concat(*(task.move for task in told)))
        held = {task.move: self._held(task.move) for task in told}
        (rest | rest.concat(*(task.move for task in told))).move_line_ids.unlink()
        parts = self._move_counts(tasks)
        for task in tasks:
            self._mark_move(task, parts)
        allocator = self._task_allocator(told, sources)
        vals_list = []
        for task in told:
            package = packages.get(package_name(task.line))
            source, own = sources[task.move], held[task.move]
            legs = self._task_legs(task, source, own, lots, package, allocator)
            vals_list += [self._task_line_vals(task, *leg, package) for leg in legs]
        lines = self.env["stock.move.line"].create(vals_list)
        if rest:
            rest._action_assign()
        if any(line.package_id and not line.result_package_id for line in lines):
            moves.picking_id._check_entire_pack()
        return moves

    def _is_as_held(self, task, sources, lots):
        """Tell whether a task reports just what its move has reserved or picked."""
        source, move = sources[task.move], task.move
        if source is None or package_name(task.line):
            return False
        if self._target(task) != move.location_dest_id:
            return False
        path = self._area(source).path
        left = defaultdict(Decimal)
        for line in move.move_line_ids:
            if not line.location_id.parent_path.startswith(path):
                return False
            key = (line.product_id.id, line.lot_id.id or None, line.owner_id.id or None)
            left[key] += _exact(line.quantity_product_uom)
        for key, quantity in self._keyed(replace(task.line, lots=task.lots), lots):
            left[key] -= quantity
        return not any(left.values())

    def _pick_as_held(self, moves):
        moves.move_line_ids.filtered(lambda line: not line.picked).picked = True

    def _validate_transfers(self, moves):
        """Validate the transfers of fulfilled moves; their other moves stay open."""
        pickings = moves.picking_id
        others = pickings.move_ids - moves
        others.filtered(
            lambda one: one.picked and one.state not in ENDED
        ).picked = False
        if pickings:
            pickings.with_context(**_NO_QUESTIONS).button_validate()
        for picking in pickings:
            if picking.state != "done":
                raise UserError(
                    self.env._(
                        "%s could not be validated without a person's decision.",
                        picking.name,
                    )
                )

    def _tell_documents(self, deliveries):
        """Set the transfers of each event as its documents, the last step first."""
        ids = [delivery.inbox_id for delivery in deliveries]
        moves = self.env["stock.move"].search([("tower_inbox_id", "in", ids)])
        by_row = moves.grouped("tower_inbox_id")
        for delivery in deliveries:
            done = by_row.get(self.browse(delivery.inbox_id), moves.browse())
            pickings = done.picking_id.sorted("id")[::-1]
            delivery.documents += [document_of(picking) for picking in pickings]

    def _named_packages(self, names):
        """Return dict name -> `stock.package`; create those missing."""
        names = set(names) - {None}
        if not names:
            return {}
        Package = self.env["stock.package"]
        own = ("company_id", "in", [False, self.env.company.id])
        found = {
            package.name: package
            for package in Package.search([("name", "in", list(names)), own])
        }
        missing = sorted(names - set(found))
        created = Package.create([{"name": name} for name in missing])
        return found | dict(zip(missing, created, strict=True))
