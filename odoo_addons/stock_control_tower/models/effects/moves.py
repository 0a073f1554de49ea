from odoo import fields, models

from ...lib.inbound.resolution import Refused
from ...lib.inbound.screening import event_time

# Kinds whose outside is somebody; for the others it is the inventory's own balance.
_OUTSIDE = {
    "goods_received": "supplier",
    "return_received": "customer",
    "shipment_dispatched": "customer",
    "shipment_voided": "customer",
}
# Kinds that Odoo shows as inventory adjustments; other losses show as scrap.
_BALANCING = ("adjustment_posted", "cycle_count_posted", "stock_moved")


class StockTowerInbox(models.Model):
    """Events that are done stock moves of their own, one move for each line."""

    _inherit = "stock.tower.inbox"

    def _effect_moves(self, deliveries):
        """Create the done moves of a run in one go.

        :return: dict (product id, name) -> `stock.lot` of the run
        """
        lots, new_lots = self._ensure_lots(deliveries)
        packages, new_packages = self._ensure_packages(deliveries)
        allocator = self._allocator(deliveries)
        self._fetch_outsides(deliveries)
        vals_list = []
        for delivery in deliveries:
            mark = allocator.mark()
            try:
                vals_list += self._event_moves(delivery, lots, packages, allocator)
            except Refused as refused:
                allocator.back(mark)
                delivery.refusal = refused.refusal
        if any(delivery.refusal for delivery in deliveries):
            self._drop_unused(new_lots, "lot_id", vals_list)
            self._drop_unused(new_packages, "result_package_id", vals_list)
        self._make_scraps(vals_list)
        moves = self.env["stock.move"]._tower_create_done(vals_list)
        moves.filtered("location_dest_id.warehouse_id")._trigger_assign()
        by_row = moves.grouped("tower_inbox_id")
        for delivery in deliveries:
            row = self.browse(delivery.inbox_id)
            delivery.documents = [_document(move) for move in by_row.get(row, ())]
        return lots

    def _event_moves(self, delivery, lots, packages, allocator):
        """Return the values of an event's moves.

        :raise Refused: when what Odoo has forbids the event
        """
        company = self.env["res.company"].browse(delivery.sender.company_id)
        builder = self.with_company(company)
        vals_list = []
        for planned in delivery.lines:
            package = packages.get(planned.package or planned.sscc)
            if planned.counted is None:
                legs = builder._moved_legs(delivery, planned, lots, package, allocator)
            else:
                legs = builder._counted_legs(planned, lots, package, allocator)
            vals_list += [
                builder._move_vals(delivery, planned, part, *leg)
                for part, leg in enumerate(legs)
            ]
        self._keep_packages(vals_list, packages)
        return vals_list

    def _move_vals(self, delivery, planned, part, source, target, lines):
        """Return the values of one done move.

        :param source: `Place`, or None for outside; `target` likewise
        """
        Location = self.env["stock.location"]
        outside = Location
        if source is None or target is None:
            outside = self._outside_location(delivery.kind, planned.product_id)
        location, destination = (
            Location.browse(place.location_id) if place else outside
            for place in (source, target)
        )
        is_inventory = bool(outside) and delivery.kind in _BALANCING
        reference = delivery.business_key[:256]
        common = {
            "product_id": planned.product_id,
            "company_id": self.env.company.id,
            "location_id": location.id,
            "location_dest_id": destination.id,
        }
        return {
            **common,
            "product_uom": planned.unit_id,
            "product_uom_qty": round(sum(line["quantity"] for line in lines), 6),
            "state": "confirmed",
            "picked": True,
            "is_inventory": is_inventory,
            "inventory_name": is_inventory and reference,
            "origin": f"{delivery.partner_code}: {reference}",
            "origin_returned_move_id": self._returned_move(delivery, planned).id,
            "picking_type_id": self._operation_type(
                delivery.kind, planned.warehouse_id, source, target
            ).id,
            "warehouse_id": planned.warehouse_id,
            "date": event_time(delivery.event).replace(microsecond=0),
            "tower_inbox_id": delivery.inbox_id,
            "tower_line": planned.line_id,
            "tower_part": part,
            "tower_reason": planned.reason,
            "move_line_ids": [
                (0, 0, {**common, "product_uom_id": planned.unit_id, **line})
                for line in lines
            ],
        }

    def _outside_location(self, kind, product_id):
        """Return where a line's outside is: somebody's, or the inventory's own."""
        outside = _OUTSIDE.get(kind)
        if outside is None:
            product = self.env["product.product"].browse(product_id)
            return product.with_company(self.env.company).property_stock_inventory
        customers, suppliers = self.env["stock.warehouse"]._get_partner_locations()
        return suppliers if outside == "supplier" else customers

    def _fetch_outsides(self, deliveries):
        """Read the inventory's own place of all products at once."""
        for inbox, group in self._each_company(deliveries):
            products = {line.product_id for each in group for line in each.lines}
            products = inbox.env["product.product"].browse(products)
            products.with_company(inbox.env.company).mapped("property_stock_inventory")

    def _operation_type(self, kind, warehouse_id, source, target):
        """Return the operation type that an Odoo user would book a move under."""
        warehouse = self.env["stock.warehouse"].browse(warehouse_id)
        if not (source and target) and kind not in _OUTSIDE:
            return self.env["stock.picking.type"]
        if source is None or source.state == "in_transit":
            return warehouse.in_type_id
        if target is None or target.state == "in_transit":
            return warehouse.out_type_id
        if kind == "putaway_completed" and warehouse.store_type_id.active:
            return warehouse.store_type_id
        return warehouse.int_type_id

    def _make_scraps(self, vals_list):
        """Give each scrapping move the scrap order that Odoo keeps for it."""
        Location = self.env["stock.location"]
        scrapping = [
            vals
            for vals in vals_list
            if not vals["is_inventory"]
            and Location.browse(vals["location_dest_id"]).usage == "inventory"
        ]
        scraps = self.env["stock.scrap"].create(
            [self._scrap_vals(vals) for vals in scrapping]
        )
        for vals, scrap in zip(scrapping, scraps, strict=True):
            vals["scrap_id"] = scrap.id

    def _scrap_vals(self, vals):
        lines = [line for _create, _id, line in vals["move_line_ids"]]
        company = self.env["res.company"].browse(vals["company_id"])
        sequence = self.env["ir.sequence"].with_company(company)
        return {
            "name": sequence.next_by_code("stock.scrap"),
            "company_id": company.id,
            "origin": vals["origin"],
            "product_id": vals["product_id"],
            "product_uom_id": vals["product_uom"],
            "lot_id": lines[0]["lot_id"] if len(lines) == 1 else None,
            "owner_id": lines[0]["owner_id"],
            "location_id": lines[0]["location_id"],
            "scrap_location_id": vals["location_dest_id"],
            "state": "done",
            "date_done": fields.Datetime.now(),
        }


def _document(move):
    return {"model": "stock.move", "id": move.id, "reference": move.reference}
