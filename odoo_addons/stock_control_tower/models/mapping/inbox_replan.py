from decimal import Decimal

from odoo import models

from ...lib.contract_validator import validate
from ...lib.inbound.screening import screen_content
from ...lib.mapping.mapping_preview import Meant, Understood, understood

_BATCH = 200  # events planned at once: their look-ups stay short


class StockTowerInbox(models.Model):
    """Stored events read again with today's mappings; nothing is written."""

    _inherit = "stock.tower.inbox"

    def _replan(self):
        """Return dict inbox id -> `Understood`, of the events that can be planned."""
        result = {}
        for start in range(0, len(self), _BATCH):
            rows = self[start : start + _BATCH]
            items = [{"partner": row.partner_code, "body": row.event} for row in rows]
            deliveries = self._read_items(items)
            good = []
            for row, delivery in zip(rows, deliveries, strict=True):
                if delivery.screened.refusal:
                    continue
                delivery.refusal = screen_content(
                    delivery.event, validate, row.received_at
                )
                good.append((row, delivery))
            self._plan([one for _row, one in good if not one.refusal])
            result |= {row.id: understood(delivery) for row, delivery in good}
        return result

    def _understood(self):
        """Return dict inbox id -> `Understood`: what became of the events at the time.

        Applied ones are told by their moves; where moves stand for something else
        than the quantity of the line, only the product is.
        """
        moves = self.env["stock.move"].search([("tower_inbox_id", "in", self.ids)])
        lines = {}
        for move in moves.filtered("tower_line"):
            of_event = lines.setdefault(move.tower_inbox_id.id, {})
            product, quantity = of_event.get(
                move.tower_line, (move.product_id.id, Decimal(0))
            )
            moved = sum(move.move_line_ids.mapped("quantity_product_uom"))
            of_event[move.tower_line] = product, quantity + Decimal(f"{moved:.6f}")
        return {
            row.id: Understood(row.code, row.message)
            if row.state in ("refused", "conflict")
            else Understood(
                lines={
                    line_id: Meant(
                        product, None if row.kind in _NOT_THE_QUANTITY else quantity
                    )
                    for line_id, (product, quantity) in lines.get(row.id, {}).items()
                }
            )
            for row in self
        }


# Kinds whose moves may be fewer or smaller than what the line says.
_NOT_THE_QUANTITY = ("cycle_count_posted", "asn_received", "pick_confirmed", "packed")
