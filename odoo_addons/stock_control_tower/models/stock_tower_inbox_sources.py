from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from odoo import models

from ..lib.allocation import Allocator, Shelf


class StockTowerInbox(models.Model):
    """Lots and shelves of a batch: what movements need besides the plan."""

    _inherit = "stock.tower.inbox"

    def _ensure_lots(self, deliveries):
        """Return dict (product id, name) -> `stock.lot`; create those missing."""
        lots, missing = {}, {}
        by_company = defaultdict(list)
        for delivery in deliveries:
            by_company[delivery.sender.company_id].extend(delivery.moves)
        for company_id, moves in by_company.items():
            company = self.env["res.company"].browse(company_id)
            products = self.env["product.product"].browse(
                {move.product_id for move in moves}
            )
            names = {name for move in moves for name, _quantity in move.lots if name}
            lots.update(self._named_lots(company, products, names))
            for move in moves:
                for name, _quantity in move.lots:
                    key = (move.product_id, name)
                    if name and key not in lots and key not in missing:
                        missing[key] = self._lot_vals(company, move, name)
        created = self.env["stock.lot"].create(list(missing.values()))
        return lots | dict(zip(missing, created, strict=True))

    def _lot_vals(self, company, move, name):
        product = self.env["product.product"].browse(move.product_id)
        vals = {"name": name, "product_id": product.id}
        if product.company_id:
            vals["company_id"] = company.id
        if move.expiry and "expiration_date" in self.env["stock.lot"]._fields:
            vals["expiration_date"] = move.expiry
        return vals

    def _allocator(self, deliveries, lots):
        """Return an `Allocator` over the shelves that outward moves may draw on."""
        drawn = [
            move
            for delivery in deliveries
            for move in delivery.moves
            if not move.inward
        ]
        shelves = defaultdict(list)
        if drawn:
            rank = self._removal_rank(drawn)
            for product, location, lot, package, *figures in self._drawn_quants(drawn):
                quantity, reserved, in_date, quant_id = figures
                shelves[product.id, lot.id or None].append(
                    Shelf(
                        location_id=location.id,
                        path=location.parent_path,
                        lot_id=lot.id or None,
                        package_id=package.id or None,
                        quantity=_exact(quantity),
                        reserved=_exact(reserved),
                        rank=rank(product, location, in_date, quant_id),
                    )
                )
        return Allocator(shelves)

    def _drawn_quants(self, moves):
        return self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", list({move.product_id for move in moves})),
                ("location_id", "child_of", list({move.location_id for move in moves})),
                ("location_id.usage", "=", "internal"),
                ("owner_id", "=", False),
                ("quantity", ">", 0),
            ],
            ["product_id", "location_id", "lot_id", "package_id"],
            ["quantity:sum", "reserved_quantity:sum", "in_date:min", "id:min"],
        )

    def _removal_rank(self, moves):
        """Return a function that ranks a shelf by the product's removal strategy."""
        Quant, Location = self.env["stock.quant"], self.env["stock.location"]
        strategies = {}
        for move in moves:
            if move.product_id not in strategies:
                product = self.env["product.product"].browse(move.product_id)
                strategies[product.id] = Quant._get_removal_strategy(
                    product, Location.browse(move.location_id)
                )

        def rank(product, location, in_date, quant_id):
            age = (in_date or datetime.min).timestamp() if in_date else 0.0
            strategy = strategies.get(product.id)
            if strategy == "lifo":
                return ("", -age, -quant_id)
            if strategy == "closest":
                return (location.complete_name, 0.0, -quant_id)
            return ("", age, quant_id)

        return rank


def _exact(quantity):
    """Six decimals are what the ledger keeps; a float carries binary dust."""
    return Decimal(repr(round(quantity or 0.0, 6)))
