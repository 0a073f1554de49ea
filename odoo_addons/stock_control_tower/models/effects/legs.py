from odoo import models

from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse


class StockTowerInbox(models.Model):
    """What a line takes from where: the move lines of its stock move."""

    _inherit = "stock.tower.inbox"

    def _moved_legs(self, delivery, planned, lots, package, allocator):
        """Return [(source place, target place, move lines)] of a line that moves."""
        source, target = planned.source, planned.target
        lines = []
        for key, quantity in self._keyed(planned, lots):
            if source is None:
                lines.append(self._arrival(key, quantity, package))
            else:
                area = self._area(source, package)
                draws, beyond = allocator.draw(key, area, quantity)
                if beyond and delivery.sender.negative_policy == "refuse":
                    raise Refused(self._refuse_negative(planned, quantity, beyond))
                lines += [self._departure(key, draw) for draw in draws]
            if target:
                spot = self._area(target).spot
                allocator.put(key, spot, quantity, package and package.id)
        return [(source, target, lines)]

    def _keyed(self, planned, lots):
        """Yield (allocator key, quantity) of each lot of a line."""
        for name, quantity in planned.lots:
            lot = lots.get((planned.product_id, name))
            yield (
                (planned.product_id, lot.id if lot else None, planned.owner_id),
                quantity,
            )

    def _arrival(self, key, quantity, package):
        return {
            "lot_id": key[1],
            "owner_id": key[2],
            "result_package_id": package and package.id,
            "quantity": float(quantity),
            "picked": True,
        }

    def _departure(self, key, draw):
        return {
            "lot_id": key[1],
            "owner_id": key[2],
            "location_id": draw.location_id,
            "package_id": draw.package_id,
            "quantity": float(draw.quantity),
            "picked": True,
        }

    def _refuse_negative(self, planned, wanted, beyond):
        location = self.env["stock.location"].browse(planned.source.location_id)
        product = self.env["product.product"].browse(planned.product_id)
        return refuse(
            "negative_not_allowed",
            planned.path,
            product=product.display_name,
            wanted=f"{wanted.normalize():f}",
            found=f"{(wanted - beyond).normalize():f}",
            unit=product.uom_id.name,
            location=location.complete_name,
        )
