from odoo import fields, models

from ...lib.contract_validator import KINDS
from .fields import BigInteger, JsonText, LedgerMany2one

_STATES = [
    (state, state.replace("_", " ").capitalize())
    for state in (
        "available",
        "reserved",
        "quarantined",
        "damaged",
        "returned",
        "in_transit",
        "outside",
    )
]


class StockTowerOutbox(models.Model):
    """One row per event that leaves Odoo; written by SQL only, never edited.

    A ledger event has exactly one line: `quantity` leaves `location_id` and
    enters `location_dest_id`; an empty side lies outside the ledger (supplier,
    customer, loss, production). So stock = sum of rows, in plain SQL.
    """

    _name = "stock.tower.outbox"
    _description = "Stock event (out)"
    _order = "id desc"
    _rec_name = "business_key"
    _log_access = False

    sequence = BigInteger(
        readonly=True,
        help="Position in the log, assigned after commit: gapless per database.",
    )
    numbered_at = fields.Datetime(
        readonly=True,
        help="Since then everybody sees it. Grows with the number, as the time of "
        "recording does not.",
    )
    event_id = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [(kind, kind.replace("_", " ").capitalize()) for kind in KINDS], required=True
    )
    company_id = LedgerMany2one("res.company")
    warehouse_id = LedgerMany2one("stock.warehouse")
    product_id = LedgerMany2one("product.product")
    lot_id = LedgerMany2one("stock.lot")
    package_id = LedgerMany2one("stock.package")
    result_package_id = LedgerMany2one("stock.package")
    owner_id = LedgerMany2one("res.partner")
    location_id = LedgerMany2one("stock.location", string="From")
    location_dest_id = LedgerMany2one("stock.location", string="To")
    from_state = fields.Selection(_STATES, readonly=True)
    to_state = fields.Selection(_STATES, readonly=True)
    quantity = fields.Float(
        digits=(16, 6), help="In the product's unit; empty for an outcome."
    )
    move_id = LedgerMany2one("stock.move")
    move_line_id = LedgerMany2one("stock.move.line")
    picking_id = LedgerMany2one("stock.picking")
    inbox_id = LedgerMany2one("stock.tower.inbox", string="Cause")
    partner_id = LedgerMany2one(
        "stock.tower.partner",
        string="Partner",
        help="Who caused the event; the addressee of an outcome.",
    )
    occurred_at = fields.Datetime()
    recorded_at = fields.Datetime()
    correlation_id = fields.Char()
    causation_id = fields.Char()
    traceparent = fields.Char()
    environment = fields.Char()
    partition_key = fields.Char()
    subject = fields.Char()
    business_key = fields.Char()
    data = JsonText(help="The event's data, frozen at commit.")

    # A row is numbered right after its commit. Only then it enters the indexes: inside
    # the user's transaction each of them would cost as much as a tenth of the row.
    _unnumbered = models.Index("(id) WHERE sequence IS NULL")
    _sequence_unique = models.UniqueIndex("(sequence) WHERE sequence IS NOT NULL")
    _numbered_at = models.Index("USING brin (numbered_at)")
    _event_id_unique = models.UniqueIndex("(event_id) WHERE sequence IS NOT NULL")
    _product = models.Index("(product_id, sequence) WHERE sequence IS NOT NULL")
    _lot = models.Index("(lot_id) WHERE sequence IS NOT NULL AND lot_id IS NOT NULL")
    _picking = models.Index(
        "(picking_id) WHERE sequence IS NOT NULL AND picking_id IS NOT NULL"
    )
    _move_line = models.Index(
        "(move_line_id) WHERE sequence IS NOT NULL AND move_line_id IS NOT NULL"
    )
    _inbox = models.Index(
        "(inbox_id) WHERE sequence IS NOT NULL AND inbox_id IS NOT NULL"
    )
