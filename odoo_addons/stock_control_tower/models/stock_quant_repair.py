"""Odoo's silent repairs of quants, made visible: merging and reservations."""

import json
from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from . import ledger_frame
from .ledger_sql import statement
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
        before = self._tower_figures(keys=None, **scope)
        result = super()._merge_quants()
        after = self._tower_figures(list(before))
        outbox = self.env["stock.tower.outbox"].sudo()
        outbox._emit_self_healed(
            [
                (*key, after[key][0] - quantity)
                for key, (quantity, _reserved) in before.items()
                if self._tower_in_ledger(key) and after[key][0] != quantity
            ],
            "odoo:quant_merge",
        )
        self._tower_emit_reserved(
            {key: (reserved, after[key][1]) for key, (_, reserved) in before.items()},
            "odoo:quant_merge",
        )
        return result

    @api.model
    def _clean_reservations(self):
        with ledger_frame.opened(self.env.cr) as frame:
            frame.reserved = defaultdict(float)
            result = super()._clean_reservations()
        changed = {
            key: Decimal(repr(round(delta, 6)))
            for key, delta in frame.reserved.items()
            if round(delta, 6)
        }
        after = self._tower_figures(list(changed))
        self._tower_emit_reserved(
            {
                key: (after[key][1] - change, after[key][1])
                for key, change in changed.items()
            },
            "odoo:reservation_cleanup",
        )
        return result

    @api.model
    def _tower_figures(self, keys, locations=None, products=None):
        """{key: (quantity, reserved)} of `keys`, or of every key held twice (None)."""
        if keys is not None and not keys:
            return {}
        if keys is not None:
            keys = json.dumps([dict(zip(KEY_FIELDS, key, strict=True)) for key in keys])
        self.flush_model([*KEY_FIELDS, "quantity", "reserved_quantity"])
        self.env.cr.execute(
            _FIGURES, {"keys": keys, "locations": locations, "products": products}
        )
        return {
            tuple(key): (Decimal(str(quantity or 0)), Decimal(str(reserved or 0)))
            for *key, quantity, reserved in self.env.cr.fetchall()
        }

    @api.model
    def _tower_in_ledger(self, key):
        location = self.env["stock.location"].browse(key[1])
        return location.usage in ("internal", "transit")

    @api.model
    def _tower_emit_reserved(self, figures, reason):
        """Emit changed reservations: no quantity moves, only what is promised.

        :param figures: {key: (before, after)}
        """
        facts = []
        for key, (before, after) in figures.items():
            if before == after or not self._tower_in_ledger(key):
                continue
            product, location, lot, package, owner = key
            facts.append(
                {
                    "kind": "ledger_self_healed",
                    "reason": reason,
                    "product_id": product,
                    "lot_id": lot,
                    "package_id": package,
                    "result_package_id": package,
                    "owner_id": owner,
                    "location_id": location,
                    "location_dest_id": location,
                    "quantity": 0,
                    "line": _reserved_line(before, after),
                }
            )
        self.env["stock.tower.outbox"].sudo()._emit_facts(facts)


def _reserved_line(before, after):
    line = {"reservedBefore": _text(before), "reservedAfter": _text(after)}
    if before >= 0:
        return line
    # The contract's quantities are never negative; core's bug may be.
    return dict(line, reservedBefore="0", native={"reservedBefore": _text(before)})


def _text(number):
    return format(number.quantize(Decimal("0.000001")).normalize(), "f")
