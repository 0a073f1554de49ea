"""Odoo's silent repairs of quants, made visible: merging and reservations."""

import json
from decimal import Decimal

from odoo import api, models

from . import frame as ledger_frame
from .sql import statement
from .stock_quant import KEY_FIELDS

_FIGURES = statement("quant_figures")


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model
    def _merge_quants(self):
        """Core merges by SQL. Quantities add up there, but the sum of reserved is
        cut off at zero; whatever differs afterwards is emitted."""
        if frame := ledger_frame.current(self.env.cr):
            for quant in self.browse(frame.by_quant).exists():
                frame.rekey(quant.id, quant._tower_key())
        scope = {"locations": None, "products": None}
        if self.ids:
            scope = {
                "locations": self.location_id.ids,
                "products": self.product_id.ids,
            }
        outbox = self.env["stock.tower.outbox"].sudo()
        outbox._emit_reserved()
        before = self._tower_figures(keys=None, **scope)
        result = super()._merge_quants()
        after = self._tower_figures(list(before))
        outbox._emit_self_healed(
            [
                (*key, after[key] - quantity)
                for key, quantity in before.items()
                if self._tower_in_ledger(key) and after[key] != quantity
            ],
            "odoo:quant_merge",
        )
        outbox._emit_reserved(
            kind="ledger_self_healed", reason="odoo:quant_merge", keys=before
        )
        return result

    @api.model
    def _clean_reservations(self):
        outbox = self.env["stock.tower.outbox"].sudo()
        outbox._emit_reserved()
        result = super()._clean_reservations()
        outbox._emit_reserved(
            kind="ledger_self_healed", reason="odoo:reservation_cleanup"
        )
        return result

    @api.model
    def _tower_figures(self, keys, locations=None, products=None):
        """{key: quantity} of `keys`, or of every key that is held twice (None)."""
        if keys is not None and not keys:
            return {}
        if keys is not None:
            keys = json.dumps([dict(zip(KEY_FIELDS, key, strict=True)) for key in keys])
        self.flush_model([*KEY_FIELDS, "quantity"])
        self.env.cr.execute(
            _FIGURES, {"keys": keys, "locations": locations, "products": products}
        )
        return {
            tuple(key): Decimal(str(quantity or 0))
            for *key, quantity in self.env.cr.fetchall()
        }

    @api.model
    def _tower_in_ledger(self, key):
        location = self.env["stock.location"].browse(key[1])
        return location.usage in ("internal", "transit")
