from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from odoo import models

from ...lib.inbound.allocation import Allocator, Area, Shelf, Spot
from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse


class StockTowerInbox(models.Model):
    """Lots and shelves of a batch: what movements need besides the plan."""

    _inherit = "stock.tower.inbox"

    def _ensure_lots(self, deliveries):
        """Return dict (product id, name) -> `stock.lot`, and those it had to create."""
        lots, missing = self._find_lots(deliveries)
        created = self.env["stock.lot"].create(list(missing.values()))
        return lots | dict(zip(missing, created, strict=True)), created

    def _find_lots(self, deliveries):
        """Return dict (product id, name) -> `stock.lot`, and -> values of missing ones.

        :raise Refused: when a line names a lot that it may not bring
        """
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
                        if not line.creates_lots:
                            raise Refused(self._refuse_lot(line, name))
                        missing[key] = self._lot_vals(company, line, name)
        return lots, missing

    def _refuse_lot(self, line, name):
        """An earlier event of the batch was to bring the lot, and did not."""
        product = self.env["product.product"].browse(line.product_id)
        return refuse(
            "unknown_lot",
            f"{line.path}/lot",
            product=product.display_name,
            tracking="serial number" if product.tracking == "serial" else "lot",
            lot=name,
            detail="",
        )

    def _drop_unused(self, created, name, vals_list):
        """Remove what was made for events of the run that were refused after all.

        :param name: field of the move lines that would hold it
        """
        used = {
            line.get(name)
            for vals in vals_list
            for _create, _id, line in vals["move_line_ids"]
        }
        created.filtered(lambda record: record.id not in used).unlink()

    def _lot_vals(self, company, line, name):
        product = self.env["product.product"].browse(line.product_id)
        vals = {"name": name, "product_id": product.id}
        if product.company_id:
            vals["company_id"] = company.id
        if line.expiry and "expiration_date" in self.env["stock.lot"]._fields:
            vals["expiration_date"] = line.expiry
        return vals

    def _allocator(self, deliveries):
        """Return an `Allocator` over the shelves that the lines draw on or count."""
        drawn = [
            (line, line.source or line.target)
            for delivery in deliveries
            for line in delivery.lines
            if line.source or line.counted is not None
        ]
        shelves = defaultdict(list)
        if any(
            line.counted is not None or delivery.sender.negative_policy == "refuse"
            for delivery in deliveries
            for line in delivery.lines
        ):
            self._lock_figures(drawn)
        if drawn:
            rank = self._removal_rank(drawn)
            for key, location, lot, package, figures in self._drawn_quants(drawn):
                quantity, reserved, in_date, quant_id = figures
                shelves[key].append(
                    Shelf(
                        spot=self._spot(location),
                        held=lot.tower_hold or lot.tower_expired,
                        package_id=package.id or None,
                        quantity=_exact(quantity),
                        reserved=_exact(reserved),
                        rank=rank(key[0], location, in_date, quant_id),
                    )
                )
        return Allocator(shelves)

    def _lock_figures(self, drawn):
        """Wait for whoever changes these figures now; if somebody did, start anew.

        Odoo itself does not wait for a quant that is busy, it makes another one; so
        what was read would be compared with something that is over.
        """
        self.env["stock.quant"].flush_model()
        quants = self.env["stock.quant"].search(self._drawn_domain(drawn), order="id")
        if quants:
            self.env.cr.execute(
                "SELECT FROM stock_quant WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                [quants._ids],
            )

    def _drawn_domain(self, drawn):
        """:param drawn: list of (line, the place whose stock it draws on or counts)"""
        lines = [line for line, _place in drawn]
        return [
            ("product_id", "in", list({line.product_id for line in lines})),
            ("location_id", "child_of", list({place.area_id for _l, place in drawn})),
            ("location_id.usage", "in", ["internal", "transit"]),
            ("owner_id", "in", list({line.owner_id or False for line in lines})),
            ("quantity", "!=", 0),
        ]

    def _drawn_quants(self, drawn):
        """Yield (allocator key, location, lot, package, figures)."""
        for product, location, lot, package, owner, *figures in self.env[
            "stock.quant"
        ]._read_group(
            self._drawn_domain(drawn),
            ["product_id", "location_id", "lot_id", "package_id", "owner_id"],
            ["quantity:sum", "reserved_quantity:sum", "in_date:min", "id:min"],
        ):
            key = (product.id, lot.id or None, owner.id or None)
            yield key, location, lot, package, figures

    def _spot(self, location):
        state = location.tower_effective_state or "available"
        return Spot(location.id, location.parent_path, state)

    def _area(self, place, package=None, only_package=False):
        """Return the `Area` that a place draws on."""
        Location = self.env["stock.location"]
        return Area(
            path=Location.browse(place.area_id).parent_path,
            location_class=place.location_class,
            spot=self._spot(Location.browse(place.location_id)),
            # A package that Odoo does not know holds nothing: no shelf has id 0.
            package_id=package.id if package else 0 if only_package else None,
            only_package=only_package,
            ignores_holds=place.ignores_holds,
        )

    def _removal_rank(self, drawn):
        """Return a function that ranks a shelf by the product's removal strategy."""
        Quant, Location = self.env["stock.quant"], self.env["stock.location"]
        strategies = {}
        for line, place in drawn:
            if line.product_id not in strategies:
                product = self.env["product.product"].browse(line.product_id)
                strategies[product.id] = Quant._get_removal_strategy(
                    product, Location.browse(place.area_id)
                )

        def rank(product_id, location, in_date, quant_id):
            age = (in_date or datetime.min).timestamp() if in_date else 0.0
            strategy = strategies.get(product_id)
            if strategy == "lifo":
                return ("", -age, -quant_id)
            if strategy == "closest":
                return (location.complete_name, 0.0, -quant_id)
            return ("", age, quant_id)

        return rank


def _exact(quantity):
    """Six decimals are what the ledger keeps; a float carries binary dust."""
    return Decimal(repr(round(quantity or 0.0, 6)))
