import logging

import psycopg2
from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ..lib.inbound_screening import event_time
from ..lib.refusals import refuse

_logger = logging.getLogger(__name__)
# These say nothing about an event: the whole transaction has to be run again.
_TRANSACTION_ERRORS = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    ConcurrencyError,
)


class StockTowerInbox(models.Model):
    """Turns planned events into done stock moves: all together, or halved until
    the event that Odoo objects to stands alone."""

    _inherit = "stock.tower.inbox"

    def _apply(self, deliveries, final):
        """Apply events in their order; each one wholly or not at all.

        Sets `documents`, or `refusal`; an unexpected failure of an event that may
        come again takes its row back.
        """
        if not deliveries:
            return
        try:
            with self.env.cr.savepoint():
                documents = self._move_stock(deliveries)
        except _TRANSACTION_ERRORS:
            raise
        except Exception as error:
            if len(deliveries) == 1:
                self._give_up(deliveries[0], error, final)
                return
            middle = len(deliveries) // 2
            self._apply(deliveries[:middle], final)
            self._apply(deliveries[middle:], final)
        else:
            for delivery in deliveries:
                delivery.documents = documents[delivery.inbox_id]

    def _give_up(self, delivery, error, final):
        if isinstance(error, UserError):
            reason = str(error.args[0] if error.args else error).strip()
            delivery.refusal = refuse("refused_by_odoo", reason=reason)
            return
        _logger.error(
            "Event %s of %s could not be applied%s",
            delivery.screened.event_id,
            delivery.partner_code,
            "" if final else "; it stays with the sender",
            exc_info=error,
        )
        if final:
            reason = f"{type(error).__name__}: {error}"
            delivery.refusal = refuse("apply_failed", reason=reason.replace("\0", "?"))
        else:
            self._forget_row(delivery)

    def _move_stock(self, deliveries):
        """Create the done moves; return dict inbox id -> documents of the event."""
        lots = self._ensure_lots(deliveries)
        allocator = self._allocator(deliveries, lots)
        vals_list = []
        for delivery in deliveries:
            company = self.env["res.company"].browse(delivery.sender.company_id)
            builder = self.with_company(company)
            for planned in delivery.moves:
                vals = builder._move_vals(delivery, planned, lots, allocator)
                vals_list.append(vals)
        moves = self.env["stock.move"].create(vals_list)
        moves._action_done()
        moves.filtered("location_dest_id.warehouse_id")._trigger_assign()
        documents = {delivery.inbox_id: [] for delivery in deliveries}
        for move in moves:
            documents[move.tower_inbox_id.id].append(
                {"model": "stock.move", "id": move.id, "reference": move.reference}
            )
        return documents

    def _move_vals(self, delivery, planned, lots, allocator):
        area = self.env["stock.location"].browse(planned.location_id)
        outside = self._outside_location(planned)
        source, target = (outside, area) if planned.inward else (area, outside)
        warehouse = self.env["stock.warehouse"].browse(planned.warehouse_id)
        kind = warehouse.in_type_id if planned.inward else warehouse.out_type_id
        reference = delivery.business_key[:256]
        common = {
            "product_id": planned.product_id,
            "company_id": self.env.company.id,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
        return {
            **common,
            "product_uom": planned.unit_id,
            "product_uom_qty": float(planned.quantity),
            "state": "confirmed",
            "picked": True,
            "is_inventory": planned.is_inventory,
            "inventory_name": planned.is_inventory and reference,
            "origin": f"{delivery.partner_code}: {reference}",
            "picking_type_id": False if planned.is_inventory else kind.id,
            "warehouse_id": warehouse.id,
            "date": event_time(delivery.event).replace(microsecond=0),
            "tower_inbox_id": delivery.inbox_id,
            "tower_line": planned.line_id,
            "move_line_ids": [
                (0, 0, {**common, "product_uom_id": planned.unit_id, **line})
                for line in self._line_vals(planned, area, lots, allocator)
            ],
        }

    def _line_vals(self, planned, area, lots, allocator):
        """Yield what differs between the move lines of one planned move."""
        for name, quantity in planned.lots:
            lot = lots.get((planned.product_id, name))
            lot_id = lot.id if lot else None
            if planned.inward:
                allocator.put(
                    planned.product_id, lot_id, area.id, area.parent_path, quantity
                )
                yield {"lot_id": lot_id, "quantity": float(quantity), "picked": True}
                continue
            for draw in allocator.draw(
                planned.product_id, lot_id, area.id, area.parent_path, quantity
            ):
                yield {
                    "lot_id": lot_id,
                    "location_id": draw.location_id,
                    "package_id": draw.package_id,
                    "quantity": float(draw.quantity),
                    "picked": True,
                }

    def _outside_location(self, planned):
        if planned.is_inventory:
            product = self.env["product.product"].browse(planned.product_id)
            return product.with_company(self.env.company).property_stock_inventory
        customers, suppliers = self.env["stock.warehouse"]._get_partner_locations()
        return suppliers if planned.inward else customers
