from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    tower_asn = fields.Char(
        "ASN",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Number of the shipping notice that announced these goods.",
    )

    def _prepare_move_split_vals(self, qty):
        """What is left of announced goods is still announced."""
        return super()._prepare_move_split_vals(qty) | {"tower_asn": self.tower_asn}

    def _prepare_merge_moves_distinct_fields(self):
        """Goods of different notices are awaited apart."""
        return [*super()._prepare_merge_moves_distinct_fields(), "tower_asn"]
