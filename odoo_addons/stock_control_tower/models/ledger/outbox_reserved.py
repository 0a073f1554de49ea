"""Reservations as events: what is promised, told as it is when a transaction ends."""

import json
from functools import partial

from odoo import api, models

from .outbox_emit import QUANT_KEY
from .sql import statement

_TOUCHED = "stock_control_tower.reserved"
_COMPACT = statement("compact_reserved")
_QUANT_FIELDS = [*QUANT_KEY, "reserved_quantity"]


class StockTowerOutbox(models.Model):
    _inherit = "stock.tower.outbox"

    def init(self):
        super().init()
        self.env.cr.execute(statement("create_reserved"))

    @api.model
    def _touch_reserved(self, keys):
        """Have the reservations at `keys` looked at before the transaction commits.

        Reserving and releasing often follow each other within one transaction; only
        what is left of it in the end is an event.

        :param keys: tuples (product, location, lot, package, owner), ids or None
        """
        hooks = self.env.cr.precommit
        touched = hooks.data.get(_TOUCHED)
        if touched is None:
            touched = hooks.data[_TOUCHED] = set()
            hooks.add(partial(self.sudo()._emit_reserved))
        touched.update(keys)

    @api.model
    def _emit_reserved(
        self, falling=None, kind="reservation_changed", reason=None, keys=()
    ):
        """Emit what changed in the reservations touched so far.

        :param falling: True emits only those that became less, for the time before a
            movement that used them up; False the others; None both
        :param keys: more keys to look at
        """
        touched = self.env.cr.precommit.data.get(_TOUCHED, set()) | set(keys)
        if not touched:
            return
        self.env["stock.quant"].flush_model(_QUANT_FIELDS)
        rows = [
            dict(zip(QUANT_KEY, key, strict=True))
            for key in sorted(touched, key=_order)
        ]
        self._emit(
            "facts_reserved",
            {
                "keys": json.dumps(rows),
                "falling": falling,
                "kind": kind,
                "reason": reason,
            },
            frame="emit_reserved",
        )
        if falling is None:
            self.env.cr.precommit.data.pop(_TOUCHED, None)

    @api.model
    def _compact_reserved(self):
        self.env.cr.execute(_COMPACT)


def _order(key):
    return tuple(part or 0 for part in key)
