from odoo import models

from . import frame as ledger_frame

KEY_FIELDS = ("product_id", "location_id", "lot_id", "package_id", "owner_id")


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _create(self, data_list):
        """Counted here and not in `create`, which calls itself for counts."""
        quants = super()._create(data_list)
        frame = ledger_frame.current(self.env.cr)
        for quant, data in zip(quants, data_list, strict=True):
            values = data["stored"]
            if values.get("quantity"):
                if frame is None:
                    quant._tower_track({quant.id: 0.0}, "odoo:quant_create")
                else:  # thousands of them in a large receipt: no further call
                    frame.by_quant[quant.id] = quant.quantity
            if values.get("reserved_quantity"):
                quant._tower_touch_reserved()
        return quants

    def write(self, vals):
        if not vals.keys().isdisjoint(KEY_FIELDS):
            return self._tower_write_key(vals)
        if "reserved_quantity" in vals:
            self._tower_touch_reserved()
        if "quantity" not in vals:
            return super().write(vals)
        before = {quant.id: quant.quantity for quant in self}
        result = super().write(vals)
        self._tower_track(before, "odoo:quant_write")
        return result

    def unlink(self):
        frame = ledger_frame.current(self.env.cr)
        with ledger_frame.opened(self.env.cr) as own:
            self._tower_touch_reserved()
            for quant in self:
                key = quant._tower_key()
                if frame is not None:
                    frame.rekey(quant.id, key)
                if quant.quantity:
                    own.by_key[key] -= quant.quantity
            result = super().unlink()
        self._tower_hand_over(own, frame, "odoo:quant_unlink")
        return result

    def _tower_write_key(self, vals):
        """A quant that changes its key leaves one figure and enters another."""
        frame = ledger_frame.current(self.env.cr)
        with ledger_frame.opened(self.env.cr) as own:
            self._tower_touch_reserved()
            for quant in self:
                key = quant._tower_key()
                if frame is not None:
                    frame.rekey(quant.id, key)
                own.by_key[key] -= quant.quantity
            result = super().write(vals)
            for quant in self:
                own.by_key[quant._tower_key()] += quant.quantity
            self._tower_touch_reserved()
        self._tower_hand_over(own, frame, "odoo:quant_write")
        return result

    def _tower_hand_over(self, own, frame, reason):
        if frame is None:
            self.env["stock.tower.outbox"].sudo()._emit_unexplained(own, reason)
        else:
            for key, delta in own.by_key.items():
                frame.by_key[key] += delta

    def _tower_track(self, before, reason):
        """Tell the open frame what changed; without one, emit it at once."""
        frame = ledger_frame.current(self.env.cr)
        if frame is not None:
            for quant in self:
                frame.add(quant.id, quant.quantity - before[quant.id])
            return
        frame = ledger_frame.Frame()
        for quant in self:
            if delta := quant.quantity - before[quant.id]:
                frame.add(quant.id, delta)
        self.env["stock.tower.outbox"].sudo()._emit_unexplained(frame, reason)

    def _tower_touch_reserved(self):
        self.env["stock.tower.outbox"]._touch_reserved(
            quant._tower_key() for quant in self
        )

    def _tower_key(self):
        return tuple(self[name].id or None for name in KEY_FIELDS)
