"""Finds where the log and the stock differ, and makes the log right again.

What changes the state of stock keeps movements out (models/ledger/states.py), but for a
quant made and committed between its snapshot and its lock: then each is right alone and
the log is wrong after both. So it is for what changes stock past Odoo.
"""

import json
import logging

from odoo import api, models

from ...lib.ledger_repair import OUTSIDE, repairs
from ..ledger.outbox_emit import QUANT_KEY
from ..ledger.sql import statement
from .stock_tower_state import STATES_SQL

_logger = logging.getLogger(__name__)
_DIFFERENCE = statement("ledger_difference", fold=statement("fold"), states=STATES_SQL)
_REASON = "odoo:log_repair"


class StockTowerState(models.Model):
    _inherit = "stock.tower.state"

    @api.model
    def _cron_repair(self):
        """Emit what the log lacks as `ledger_self_healed`; as a rule nothing.

        :return: how many events it took
        """
        outbox = self.env["stock.tower.outbox"].sudo()
        reserved = {
            key for key, state, _missing in self._differences() if state == "reserved"
        }
        outbox._emit_reserved(kind="ledger_self_healed", reason=_REASON, keys=reserved)
        facts = [_fact(*repair) for repair in repairs(self._differences())]
        outbox._emit_facts(facts)
        if reserved or facts:
            _logger.warning(
                "The log differed from the stock at %s places; events with the reason "
                "%s say what was missing: %s",
                len(reserved) + len(facts),
                _REASON,
                json.dumps(facts[:10]),
            )
        return len(reserved) + len(facts)

    @api.model
    def _differences(self):
        """List of (key, state, quantity in stock beyond the log)."""
        self.env.cr.flush()
        self.env.cr.execute(_DIFFERENCE, {"until": None, "products": None})
        return [
            (tuple(key), state, round(float(stock) - float(log), 6))
            for *key, state, log, stock in self.env.cr.fetchall()
        ]


def _fact(key, source, target, quantity):
    fact = dict(zip(QUANT_KEY, key, strict=True))
    location = fact.pop("location_id")
    return {
        **fact,
        "result_package_id": fact["package_id"],
        "kind": "ledger_self_healed",
        "reason": _REASON,
        "location_id": None if source == OUTSIDE else location,
        "location_dest_id": None if target == OUTSIDE else location,
        "from_state": source,
        "to_state": target,
        "quantity": float(quantity),
    }
