from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from odoo import models

from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse
from ..ledger.states import CAUSE


class StockTowerInbox(models.Model):
    """Quality holds: a whole lot is held where it is, anything else is moved.

    The hold of a lot counts wherever the lot is; so only an event that speaks of all
    of it, in every warehouse of the company, may set or lift it.
    """

    _inherit = "stock.tower.inbox"

    def _effect_holds(self, deliveries):
        for delivery in deliveries:
            try:
                self._hold_or_release(delivery)
            except Refused as refused:
                delivery.refusal = refused.refusal

    def _hold_or_release(self, delivery):
        """Refuse before anything is written, then move, then turn the lots' holds."""
        company = self.env["res.company"].browse(delivery.sender.company_id)
        self._ensure_lots([delivery])  # or refuse: an earlier event was to bring them
        whole = self._whole_lots(delivery, company)
        placing = delivery.kind == "quality_hold_placed"
        decide = self._placed if placing else self._released
        turned, moving = self.env["stock.lot"], []
        for line in delivery.lines:
            lots = self._line_lots(line, company)
            lots, moved = decide(delivery, line, lots, whole)
            turned |= lots
            moving += [moved] if moved else []
        lines, delivery.lines = delivery.lines, moving
        try:
            self._effect_moves([delivery])
        finally:
            delivery.lines = lines
        if delivery.refusal:
            return
        turned.with_context(**{CAUSE: delivery.inbox_id}).tower_hold = placing
        delivery.documents += [
            {"model": "stock.lot", "id": lot.id, "reference": lot.name}
            for lot in turned
        ]

    def _placed(self, delivery, line, lots, whole):
        """Return (lots to hold, line to move or None) of a line that sets aside."""
        target = line.target
        if lots and lots <= whole and not target.bin and target.state == "quarantined":
            return lots, None
        if target.location_id is None:
            warehouse = self.env["stock.warehouse"].browse(line.warehouse_id)
            raise Refused(
                refuse(
                    "state_not_mapped",
                    line.path,
                    kind=delivery.kind,
                    from_state=line.source.state,
                    to_state=target.state,
                    detail=f": it is not the whole lot, and no location of warehouse "
                    f"'{warehouse.code}' has that stock state",
                )
            )
        return lots.browse(), line

    def _released(self, delivery, line, lots, whole):
        """Return (lots to release, line to move or None) of a line that releases."""
        if expired := lots.filtered("tower_expired"):
            raise Refused(refuse("lot_expired", line.path, lot=expired[0].name))
        held = lots.filtered("tower_hold")
        if not held:
            return held, line
        if held - whole:
            raise Refused(
                refuse("hold_covers_lot", line.path, lot=(held - whole)[0].name)
            )
        return held, self._set_aside(delivery, line)

    def _set_aside(self, delivery, line):
        """Return the part of a held lot's line that has to move, or None.

        Stock of the lot in sellable locations stays there, unless a bin is named.
        """
        source, target = line.source, line.target
        if target.bin:
            return line if source.location_id != target.location_id else None
        source = replace(source, ignores_holds=True)
        lots, _new = self._ensure_lots([delivery])
        allocator = self._allocator([delivery])
        shares = []
        for (name, quantity), (key, _quantity) in zip(
            line.lots, self._keyed(line, lots), strict=True
        ):
            apart = max(allocator.figure(key, self._area(source)), Decimal(0))
            shares.append((name, min(quantity, apart)))
        shares = tuple(share for share in shares if share[1])
        total = sum(quantity for _name, quantity in shares)
        part = replace(line, source=source, lots=shares, quantity=total)
        return part if shares else None

    def _line_lots(self, line, company):
        names = {name for name, _quantity in line.lots if name}
        product = self.env["product.product"].browse(line.product_id)
        found = self._named_lots(company, product, names)
        return self.env["stock.lot"].concat(*found.values())

    def _whole_lots(self, delivery, company):
        """Return the lots of which the event names everything that is on hand.

        In all companies: the hold of a lot that they share counts for each of them.
        """
        told, lots = defaultdict(Decimal), self.env["stock.lot"]
        for line in delivery.lines:
            by_name = {lot.name: lot for lot in self._line_lots(line, company)}
            for name, quantity in line.lots:
                if name:
                    lots |= by_name[name]
                    told[by_name[name]] += quantity
        on_hand = dict(
            self.env["stock.quant"]._read_group(
                [
                    ("lot_id", "in", lots.ids),
                    ("location_id.usage", "=", "internal"),
                ],
                ["lot_id"],
                ["quantity:sum"],
            )
        )
        return lots.filtered(
            lambda lot: round(float(told[lot]) - on_hand.get(lot, 0.0), 6) == 0
        )
