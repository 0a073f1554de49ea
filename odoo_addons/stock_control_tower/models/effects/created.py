from dataclasses import replace

from odoo import models

from .task import own_origin, package_name


class StockTowerInbox(models.Model):
    """What has happened without a document gets one: a transfer for each event."""

    _inherit = "stock.tower.inbox"

    def _create_transfers(self, deliveries):
        """Create a transfer for each event and warehouse; return their moves, which
        only wait to be validated."""
        moves = self.env["stock.move"]
        batches = [
            batch for delivery in deliveries for batch in self._batches(delivery)
        ]
        if not batches:
            return moves
        pickings = self.env["stock.picking"].create(
            [self._picking_vals(*batch) for batch in batches]
        )
        lots, _new = self._ensure_lots(deliveries)
        packages = self._named_packages(
            package_name(line)
            for _delivery, _warehouse, lines in batches
            for line in lines
        )
        allocator = self._allocator(deliveries)
        vals_list = []
        for picking, (delivery, _warehouse, lines) in zip(
            pickings, batches, strict=True
        ):
            lines = [self._at_the_door(line, picking) for line in lines]
            part = replace(delivery, lines=lines)
            for vals in self._event_moves(part, lots, packages, allocator):
                vals["picking_id"] = picking.id
                vals["picking_type_id"] = picking.picking_type_id.id
                for _create, _id, line_vals in vals["move_line_ids"]:
                    line_vals["picking_id"] = picking.id
                vals_list.append(vals)
        return moves.create(vals_list)

    def _batches(self, delivery):
        """Return [(delivery, warehouse, its lines), …]."""
        groups = {}
        for line in delivery.lines:
            groups.setdefault(line.warehouse_id, []).append(line)
        Warehouse = self.env["stock.warehouse"]
        return [
            (delivery, Warehouse.browse(id_), group) for id_, group in groups.items()
        ]

    def _picking_vals(self, delivery, warehouse, lines):
        customers, suppliers = warehouse._get_partner_locations()
        stock = warehouse.lot_stock_id
        if delivery.kind == "shipment_dispatched":
            operation, source, target = warehouse.out_type_id, stock, customers
        elif delivery.kind in ("asn_received", "goods_received"):
            operation, source = warehouse.in_type_id, suppliers
            target = operation.default_location_dest_id
        else:
            operation = warehouse.out_type_id.return_picking_type_id
            operation, source = operation or warehouse.in_type_id, customers
            target = operation.default_location_dest_id
        named = [reference["id"] for reference in delivery.references]
        return {
            "picking_type_id": operation.id,
            "location_id": source.id,
            "location_dest_id": target.id,
            "partner_id": self._contact(delivery).id,
            "origin": own_origin(
                delivery, named[0] if named else delivery.business_key
            ),
            "user_id": False,
        }

    def _contact(self, delivery):
        """Return who a partner is to Odoo: the supplier of goods that it receives."""
        partner = self.env["stock.tower.partner"].browse(delivery.sender.id)
        arrives = delivery.kind in ("asn_received", "goods_received")
        if arrives and "contact_id" in partner._fields:
            return partner.contact_id
        return self.env["res.partner"]

    def _at_the_door(self, line, picking):
        """Let goods without a bin arrive where the operation type lets them."""
        target = line.target
        if target is None or target.bin or target.state != "available":
            return line
        door = picking.location_dest_id
        return replace(line, target=replace(target, location_id=door.id))
