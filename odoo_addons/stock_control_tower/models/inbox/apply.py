import logging

import psycopg2
from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ...lib.inbound.effects import effect_runs
from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse

_logger = logging.getLogger(__name__)
# These say nothing about an event: the whole transaction has to be run again.
_TRANSACTION_ERRORS = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    ConcurrencyError,
)


class StockTowerInbox(models.Model):
    """Gives planned events their effect: neighbours of one effect together, or
    halved until the event that Odoo objects to stands alone.

    `_effect_<name>(deliveries)` gives each event of a run its whole effect and sets
    its `documents`. An event that must not take effect is refused either by setting
    its `refusal` before anything of it is written, or by raising `Refused`.
    """

    _inherit = "stock.tower.inbox"

    def _apply(self, deliveries, final):
        """Apply events in their order; each one wholly or not at all.

        Sets `documents`, or `refusal`; an unexpected failure of an event that may
        come again takes its row back.
        """
        settled = set()
        for effect, run in effect_runs(deliveries):
            self._apply_run(effect, run, final, settled)
            settled |= {one.inbox_id for one in run if not one.refusal}

    def _apply_run(self, effect, deliveries, final, settled):
        for delivery in deliveries:
            delivery.documents, delivery.notes, delivery.refusal = [], [], None
        try:
            with self.env.cr.savepoint():
                if deliveries[0].corrects:
                    self._link_correction(deliveries[0], settled)
                getattr(self, f"_effect_{effect}")(deliveries)
        except _TRANSACTION_ERRORS:
            raise
        except Exception as error:
            if len(deliveries) == 1:
                self._give_up(deliveries[0], error, final)
                return
            middle = len(deliveries) // 2
            self._apply_run(effect, deliveries[:middle], final, settled)
            self._apply_run(effect, deliveries[middle:], final, settled)

    def _give_up(self, delivery, error, final):
        delivery.documents, delivery.notes = [], []
        if isinstance(error, Refused):
            delivery.refusal = error.refusal
            return
        if isinstance(error, UserError):
            reason = str(error.args[0] if error.args else error).strip()
            delivery.refusal = refuse("refused_by_odoo", reason=reason)
            return
        _logger.error(
            "Event %s of %s could not be applied%s",
            delivery.screened.event_id,
            delivery.partner_code,
            "" if final else "; it stays with the sender",
            exc_info=error,
        )
        if final:
            reason = f"{type(error).__name__}: {error}"
            delivery.refusal = refuse("apply_failed", reason=reason.replace("\0", "?"))
        else:
            self._forget_row(delivery)
