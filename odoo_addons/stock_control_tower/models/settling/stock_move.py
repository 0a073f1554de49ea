from odoo import api, models

from .stock_move_line import UNRESERVED


class StockMove(models.Model):
    """Creates moves that are done at once, and asks for rules once for all of them."""

    _inherit = "stock.move"

    @api.model
    def _tower_create_done(self, vals_list):
        """Create moves with their lines and do them; return the moves.

        As a rule Odoo reserves for a line when it is created and gives that back when
        it is done. Here both happen when it is done, so that it takes no statement.
        """
        if self.env["stock.move.line"]._tower_obstacle():
            moves = self.create(vals_list)
            moves._action_done()
            return moves
        later = self.with_context(reserved_quant=_Later())
        moves = later.create(vals_list).with_env(self.env)
        unreserved = frozenset(moves.move_line_ids.ids)
        moves.with_context(**{UNRESERVED: unreserved})._action_done()
        return moves

    def _update_orderpoints(self):
        """Odoo looks for the reordering rules of all moves by a condition for each."""
        if UNRESERVED not in self.env.context:
            return super()._update_orderpoints()
        groups = (
            self.env["stock.warehouse.orderpoint"]
            .sudo()
            ._read_group([("product_id", "in", self.product_id.ids)], ["product_id"])
        )
        ordered = {product.id for (product,) in groups}
        concerned = self.filtered(lambda move: move.product_id.id in ordered)
        return super(StockMove, concerned)._update_orderpoints()

    def _push_apply(self):
        """Odoo looks for a rule with several searches for each move."""
        if UNRESERVED not in self.env.context:
            return super()._push_apply()
        if self.env["stock.move.line"]._tower_obstacle():
            return super()._push_apply()
        rules = self.env["stock.rule"].sudo()
        pushing = rules.search(
            [
                ("action", "in", ("push", "pull_push")),
                ("location_src_id", "parent_of", self.location_dest_id.ids),
            ]
        ).location_src_id
        paths = tuple(location.parent_path for location in pushing)
        concerned = self.filtered(
            lambda move: (
                move.move_dest_ids
                or move.location_dest_id.parent_path.startswith(paths)
            )
        )
        return super(StockMove, concerned)._push_apply()


class _Later:
    """Stands in for the quants that a new line would reserve."""

    def _update_reserved_quantity(self, *_key, **_quantities):
        return
