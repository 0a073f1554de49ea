from odoo import fields, models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "stock.tower.events.mixin"]
    _tower_event_field = "picking_id"

    tower_asn = fields.Char(
        "ASN",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Number of the notice with which the sender announced this shipment.",
    )
    # Partners name orders, not ids: each batch looks some up.
    _tower_origin_index = models.Index("(origin) WHERE origin IS NOT NULL")
