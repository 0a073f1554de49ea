from odoo import fields, models

from ...lib.inbound.resolution import Refused
from ...lib.inbound.screening import event_time
from ...lib.refusals import refuse
from ..ledger.stock_quant_count import COUNTED


class StockTowerInbox(models.Model):
    """Counts: compare with the figure Odoo has, then set it."""

    _inherit = "stock.tower.inbox"

    def _effect_counts(self, deliveries):
        """Adjust to what was counted; the ledger tells counts from adjustments."""
        counting = self.with_context(**{COUNTED: True})
        lots = counting._effect_moves(deliveries)
        self._anchor_counts([one for one in deliveries if not one.refusal], lots)

    def _counted_legs(self, planned, lots, package, allocator):
        """Return the legs that make Odoo's figure the counted one.

        A count covers its location with those inside; of one package, when the
        line names it.
        """
        place = planned.source or planned.target
        named = bool(planned.package or planned.sscc)
        area = self._area(place, package, only_package=named)
        figures = [
            (key, counted, allocator.figure(key, area))
            for key, counted in self._keyed(planned, lots)
        ]
        found = sum(figure for _key, _counted, figure in figures)
        if planned.expected is not None and found != planned.expected:
            raise Refused(self._refuse_stale(planned, place, found))
        gains, losses = [], []
        for key, counted, figure in figures:
            if counted > figure:
                gains.append(self._arrival(key, counted - figure, package))
                package_id = package and package.id
                allocator.put(key, area.spot, counted - figure, package_id)
            elif counted < figure:
                draws, _beyond = allocator.draw(key, area, figure - counted)
                losses += [self._departure(key, draw) for draw in draws]
        legs = [(None, place, gains), (place, None, losses)]
        return [leg for leg in legs if leg[2]]

    def _refuse_stale(self, planned, place, found):
        location = self.env["stock.location"].browse(place.location_id)
        product = self.env["product.product"].browse(planned.product_id)
        lots = ", ".join(name for name, _counted in planned.lots if name)
        return refuse(
            "count_stale",
            f"{planned.path}/expectedQuantity",
            product=product.display_name,
            lots=lots and f" ({lots})",
            expected=f"{planned.expected.normalize():f}",
            found=f"{found.normalize():f}",
            unit=product.uom_id.name,
            location=location.complete_name,
        )

    def _anchor_counts(self, deliveries, lots):
        """Remember what was counted when: what happened before is known already.

        A count of one package says nothing about the rest of its location.
        """
        anchors, counted = {}, self.env["stock.location"]
        for delivery in deliveries:
            for line in delivery.lines:
                if line.counted is None or line.package or line.sscc:
                    continue
                place = line.source or line.target
                if place.bin:
                    counted |= counted.browse(place.location_id)
                for key, quantity in self._keyed(line, lots):
                    product_id, lot_id, owner_id = key
                    anchors[product_id, place.location_id, lot_id, owner_id] = (
                        event_time(delivery.event),
                        float(quantity),
                        delivery.inbox_id,
                        delivery.sender.company_id,
                    )
        self.env["stock.tower.count.anchor"]._record(anchors)
        counted.filtered(lambda one: one.usage == "internal").write(
            {"last_inventory_date": fields.Date.today()}
        )
