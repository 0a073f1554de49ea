from odoo import models

from . import ledger_frame

KEY_FIELDS = ("product_id", "location_id", "lot_id", "package_id", "owner_id")


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _create(self, data_list):
        """Counted here and not in `create`, which calls itself for counts."""
        quants = super()._create(data_list)
        if any(data["stored"].get("quantity") for data in data_list):
            quants._tower_track(dict.fromkeys(quants.ids, 0.0), "odoo:quant_create")
        frame = ledger_frame.current(self.env.cr)
        if frame is not None and frame.reserved is not None:
            for quant in quants:
                frame.reserved[quant._tower_key()] += quant.reserved_quantity
        return quants

    def write(self, vals):
        if "quantity" in vals:
            if not vals.keys().isdisjoint(KEY_FIELDS):
                return self._tower_write_key(vals)
            before = {quant.id: quant.quantity for quant in self}
            result = super().write(vals)
            self._tower_track(before, "odoo:quant_write")
            return result
        if not vals.keys().isdisjoint(KEY_FIELDS):
            return self._tower_write_key(vals)
        frame = ledger_frame.current(self.env.cr)
        if frame is None or frame.reserved is None or "reserved_quantity" not in vals:
            return super().write(vals)
        before = {quant.id: quant.reserved_quantity for quant in self}
        result = super().write(vals)
        for quant in self:
            delta = quant.reserved_quantity - before[quant.id]
            frame.reserved[quant._tower_key()] += delta
        return result

    def unlink(self):
        frame = ledger_frame.current(self.env.cr)
        with ledger_frame.opened(self.env.cr) as own:
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
            for quant in self:
                key = quant._tower_key()
                if frame is not None:
                    frame.rekey(quant.id, key)
                own.by_key[key] -= quant.quantity
            result = super().write(vals)
            for quant in self:
                own.by_key[quant._tower_key()] += quant.quantity
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

    def _tower_key(self):
        return tuple(self[name].id or None for name in KEY_FIELDS)
