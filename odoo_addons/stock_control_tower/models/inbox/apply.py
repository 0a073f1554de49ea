import logging

import psycopg2
from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ...lib.inbound.effects import effect_runs
from ...lib.inbound.resolution import Refused
from ...lib.refusals import refuse
from ..settling.stock_move_line import UNRESERVED

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
        """Apply a run; return whether Odoo took it as a whole."""
        error = self._try_run(effect, deliveries, settled)
        if error is None:
            return True
        if len(deliveries) == 1:
            self._give_up(deliveries[0], error, final)
        else:
            self._halve_run(effect, deliveries, final, settled)
        return False

    def _halve_run(self, effect, deliveries, final, settled):
        """Apply in two halves what failed as a whole. What Odoo objects to is in the
        second one when the first is fine: then that need not be tried as a whole."""
        middle = len(deliveries) // 2
        first, second = deliveries[:middle], deliveries[middle:]
        is_fine = self._apply_run(effect, first, final, settled)
        apply = self._halve_run if is_fine and len(second) > 1 else self._apply_run
        apply(effect, second, final, settled)

    def _try_run(self, effect, deliveries, settled):
        """Give a run its effect; return the error that left none of it."""
        for delivery in deliveries:
            delivery.documents, delivery.notes, delivery.refusal = [], [], None
        try:
            with self.env.cr.savepoint():
                if deliveries[0].corrects:
                    self._link_correction(deliveries[0], settled)
                inbox = self.with_context(**{UNRESERVED: frozenset()})
                getattr(inbox, f"_effect_{effect}")(deliveries)
        except _TRANSACTION_ERRORS:
            raise
        except Exception as error:
            return error
        return None

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
