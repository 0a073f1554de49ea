from odoo import models

from ..lib.inbound_screening import event_time

# Kinds whose outside is somebody; for the others it is the inventory's own balance.
_OUTSIDE = {
    "goods_received": "supplier",
    "shipment_dispatched": "customer",
    "shipment_voided": "customer",
}


class StockTowerInbox(models.Model):
    """Events that are done stock moves of their own, one move for each line."""

    _inherit = "stock.tower.inbox"

    def _effect_moves(self, deliveries):
        """Create the done moves of a run in one go."""
        lots = self._ensure_lots(deliveries)
        allocator = self._allocator(deliveries)
        vals_list = []
        for delivery in deliveries:
            company = self.env["res.company"].browse(delivery.sender.company_id)
            builder = self.with_company(company)
            for planned in delivery.lines:
                vals = builder._move_vals(delivery, planned, lots, allocator)
                vals_list.append(vals)
        moves = self.env["stock.move"].create(vals_list)
        moves._action_done()
        moves.filtered("location_dest_id.warehouse_id")._trigger_assign()
        by_row = moves.grouped("tower_inbox_id")
        for delivery in deliveries:
            row = self.browse(delivery.inbox_id)
            delivery.documents = [_document(move) for move in by_row.get(row, ())]

    def _move_vals(self, delivery, planned, lots, allocator):
        Location = self.env["stock.location"]
        outside = self._outside_location(delivery.kind, planned)
        source, target = (
            Location.browse(place.location_id) if place else outside
            for place in (planned.source, planned.target)
        )
        is_inventory = outside.usage == "inventory"
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
            "is_inventory": is_inventory,
            "inventory_name": is_inventory and reference,
            "origin": f"{delivery.partner_code}: {reference}",
            "picking_type_id": self._operation_type(delivery.kind, planned).id,
            "warehouse_id": planned.warehouse_id,
            "date": event_time(delivery.event).replace(microsecond=0),
            "tower_inbox_id": delivery.inbox_id,
            "tower_line": planned.line_id,
            "tower_reason": planned.reason,
            "move_line_ids": [
                (0, 0, {**common, "product_uom_id": planned.unit_id, **line})
                for line in self._line_vals(planned, target, lots, allocator)
            ],
        }

    def _line_vals(self, planned, target, lots, allocator):
        """Yield what differs between the move lines of one planned move."""
        for name, quantity in planned.lots:
            lot = lots.get((planned.product_id, name))
            key = (planned.product_id, lot.id if lot else None, planned.owner_id)
            common = {"lot_id": key[1], "owner_id": planned.owner_id, "picked": True}
            if planned.source is None:
                yield {**common, "quantity": float(quantity)}
            else:
                for draw in self._draw(planned.source, key, quantity, allocator):
                    yield {
                        **common,
                        "location_id": draw.location_id,
                        "package_id": draw.package_id,
                        "quantity": float(draw.quantity),
                    }
            if planned.target:
                allocator.put(
                    key,
                    target.id,
                    target.parent_path,
                    target.tower_effective_state or "available",
                    quantity,
                )

    def _draw(self, source, key, quantity, allocator):
        area = self.env["stock.location"].browse(source.area_id)
        return allocator.draw(
            key, source.location_id, area.parent_path, source.location_class, quantity
        )

    def _outside_location(self, kind, planned):
        """Return where a line's outside is; the inventory's own when it has none."""
        if planned.source and planned.target:
            return self.env["stock.location"]
        outside = _OUTSIDE.get(kind)
        if outside is None:
            product = self.env["product.product"].browse(planned.product_id)
            return product.with_company(self.env.company).property_stock_inventory
        customers, suppliers = self.env["stock.warehouse"]._get_partner_locations()
        return suppliers if outside == "supplier" else customers

    def _operation_type(self, kind, planned):
        """Return the operation type that an Odoo user would book the line under."""
        warehouse = self.env["stock.warehouse"].browse(planned.warehouse_id)
        source, target = planned.source, planned.target
        if not (source and target) and kind not in _OUTSIDE:
            return self.env["stock.picking.type"]
        if source is None or source.state == "in_transit":
            return warehouse.in_type_id
        if target is None or target.state == "in_transit":
            return warehouse.out_type_id
        if kind == "putaway_completed" and warehouse.store_type_id.active:
            return warehouse.store_type_id
        return warehouse.int_type_id


def _document(move):
    return {"model": "stock.move", "id": move.id, "reference": move.reference}
