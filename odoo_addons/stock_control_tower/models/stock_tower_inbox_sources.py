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
            by_company[delivery.sender.company_id].extend(delivery.lines)
        for company_id, lines in by_company.items():
            company = self.env["res.company"].browse(company_id)
            products = self.env["product.product"].browse(
                {line.product_id for line in lines}
            )
            names = {name for line in lines for name, _quantity in line.lots if name}
            lots.update(self._named_lots(company, products, names))
            for line in lines:
                for name, _quantity in line.lots:
                    key = (line.product_id, name)
                    if name and key not in lots and key not in missing:
                        missing[key] = self._lot_vals(company, line, name)
        created = self.env["stock.lot"].create(list(missing.values()))
        return lots | dict(zip(missing, created, strict=True))

    def _lot_vals(self, company, line, name):
        product = self.env["product.product"].browse(line.product_id)
        vals = {"name": name, "product_id": product.id}
        if product.company_id:
            vals["company_id"] = company.id
        if line.expiry and "expiration_date" in self.env["stock.lot"]._fields:
            vals["expiration_date"] = line.expiry
        return vals

    def _allocator(self, deliveries):
        """Return an `Allocator` over the shelves that the lines may draw on."""
        drawn = [
            line for delivery in deliveries for line in delivery.lines if line.source
        ]
        shelves = defaultdict(list)
        if drawn:
            rank = self._removal_rank(drawn)
            for product, location, lot, package, owner, *figures in self._drawn_quants(
                drawn
            ):
                quantity, reserved, in_date, quant_id = figures
                key = (product.id, lot.id or None, owner.id or None)
                shelves[key].append(
                    Shelf(
                        location_id=location.id,
                        path=location.parent_path,
                        location_class=location.tower_effective_state or "available",
                        held=lot.tower_hold or lot.tower_expired,
                        package_id=package.id or None,
                        quantity=_exact(quantity),
                        reserved=_exact(reserved),
                        rank=rank(product, location, in_date, quant_id),
                    )
                )
        return Allocator(shelves)

    def _drawn_quants(self, lines):
        areas = list({line.source.area_id for line in lines})
        return self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", list({line.product_id for line in lines})),
                ("location_id", "child_of", areas),
                ("location_id.usage", "in", ["internal", "transit"]),
                ("owner_id", "in", list({line.owner_id or False for line in lines})),
                ("quantity", ">", 0),
            ],
            ["product_id", "location_id", "lot_id", "package_id", "owner_id"],
            ["quantity:sum", "reserved_quantity:sum", "in_date:min", "id:min"],
        )

    def _removal_rank(self, lines):
        """Return a function that ranks a shelf by the product's removal strategy."""
        Quant, Location = self.env["stock.quant"], self.env["stock.location"]
        strategies = {}
        for line in lines:
            if line.product_id not in strategies:
                product = self.env["product.product"].browse(line.product_id)
                strategies[product.id] = Quant._get_removal_strategy(
                    product, Location.browse(line.source.area_id)
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
