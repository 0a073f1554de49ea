from collections import defaultdict

from odoo import models

from ..inbox.sources import _exact
from .task import deliveries_of


class StockTowerInbox(models.Model):
    """One task, one move: moves are split, and each says which event it is of."""

    _inherit = "stock.tower.inbox"

    def _carve(self, tasks, keeps_rest=True):
        """Give each task a move of its own; return the moves left without a task.

        A move that the event sends elsewhere than the document is split off, so that
        what remains keeps its destination.

        :param keeps_rest: a task's move may be open for more than the task
        """
        groups = defaultdict(list)
        for task in tasks:
            groups[task.move].append(task)
        # Whole drafts, and without merging: a task's move must stay what it is.
        drafts = self.env["stock.move"].concat(*groups).picking_id.move_ids
        drafts = drafts.filtered(lambda move: move.state == "draft")
        drafts._action_confirm(merge=False)
        rest = self.env["stock.move"]
        carved, vals_list = [], []
        for move, group in groups.items():
            demand = _exact(move.product_qty)
            keeper = self._keeper(move, group, demand, keeps_rest)
            for task in group:
                if task is not keeper:
                    take = min(task.quantity, demand)
                    demand -= take
                    vals_list += self._split_off(move, take)
                    carved.append(task)
            if keeper is None:
                rest |= move
        new = self.env["stock.move"].create(vals_list)
        new.with_context(bypass_entire_pack=True)._action_confirm(
            merge=False, create_proc=False
        )
        for task, move in zip(carved, new, strict=True):
            task.move = move
        return rest

    def _keeper(self, move, group, demand, keeps_rest):
        """Return the task that stays on the move itself, None when it stays open."""
        for task in group:
            if keeps_rest and self._target(task) == move.location_dest_id:
                return task
        is_used_up = sum(task.quantity for task in group) >= demand
        return group[-1] if is_used_up else None

    def _split_off(self, move, quantity):
        if quantity:
            return move._split(float(quantity))
        return move.copy_data(move._prepare_move_split_vals(0.0))

    def _mark_move(self, task, parts):
        """Say on the move which event and line it is of, and where it goes."""
        key = (task.delivery.inbox_id, task.line.line_id)
        vals = {
            "tower_inbox_id": key[0],
            "tower_line": key[1],
            "tower_part": parts[key],
            "tower_reason": task.line.reason,
        }
        parts[key] += 1
        target = self._target(task)
        if target != task.move.location_dest_id:
            vals["location_dest_id"] = target.id
        task.move.write(vals)

    def _move_counts(self, tasks):
        """Return dict (inbox id, line) -> moves it has: some lines need several."""
        ids = [delivery.inbox_id for delivery in deliveries_of(tasks)]
        counts = self.env["stock.move"]._read_group(
            [("tower_inbox_id", "in", ids)],
            ["tower_inbox_id", "tower_line"],
            ["__count"],
        )
        return defaultdict(int, {(row.id, line): n for row, line, n in counts})
