from odoo import fields, models
from psycopg2.extras import execute_values


class StockTowerCountAnchor(models.Model):
    """The latest count of a product at a location.

    A movement from before the count that is heard of after it must not be applied:
    the count has seen its result. Written by `_record` only.
    """

    _name = "stock.tower.count.anchor"
    _description = "Latest count of a product"
    _order = "counted_at desc, id desc"
    _rec_name = "product_id"
    _log_access = False

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    location_id = fields.Many2one(
        "stock.location",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The count covers this location and those inside it.",
    )
    lot_id = fields.Many2one(
        "stock.lot", "Lot or serial", readonly=True, ondelete="cascade"
    )
    owner_id = fields.Many2one("res.partner", readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    counted_at = fields.Datetime(
        "Counted",
        required=True,
        readonly=True,
        help="When it was counted, as the partner says. A movement that happened "
        "before and is heard of later is kept but not applied.",
    )
    quantity = fields.Float(
        "Counted quantity",
        digits="Product Unit",
        readonly=True,
        help="In the product's own unit.",
    )
    inbox_id = fields.Many2one(
        "stock.tower.inbox", "Event", readonly=True, ondelete="cascade"
    )

    _key = models.UniqueIndex(
        "(product_id, location_id, COALESCE(lot_id, 0), COALESCE(owner_id, 0))"
    )

    def _record(self, anchors):
        """Insert or renew anchors; an older count never replaces a newer one.

        :param anchors: dict (product id, location id, lot id, owner id) ->
            (counted at, quantity, inbox id, company id)
        """
        if not anchors:
            return
        execute_values(
            self.env.cr._obj,
            """INSERT INTO stock_tower_count_anchor AS anchor
                      (product_id, location_id, lot_id, owner_id,
                       counted_at, quantity, inbox_id, company_id)
               VALUES %s
                   ON CONFLICT (product_id, location_id, COALESCE(lot_id, 0),
                                COALESCE(owner_id, 0))
                   DO UPDATE SET counted_at = excluded.counted_at,
                      quantity = excluded.quantity, inbox_id = excluded.inbox_id,
                      company_id = excluded.company_id
                      WHERE excluded.counted_at >= anchor.counted_at""",
            [(*key, *values) for key, values in anchors.items()],
            page_size=len(anchors),
        )
        self.invalidate_model()
