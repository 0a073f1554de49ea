"""Stock as it was: states rebuilt from the log, which forgets nothing it still sums."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..ledger.sql import statement

_logger = logging.getLogger(__name__)
_FOLD = statement("fold")
_COMPACT = statement("compact", fold=_FOLD)
_RETENTION = "stock_control_tower.retention_days"


class StockTowerState(models.Model):
    _inherit = "stock.tower.state"

    @api.model
    def as_of(self, moment=None, sequence=None, product_ids=None):
        """Stock by key and state after the last event seen until then.

        :param moment: UTC datetime; what counts is when an event could be seen, just
            after its commit, not when it is said to have happened
        :param sequence: position in the log instead of a moment; neither means now
        :param product_ids: only these
        :return: list of dicts product_id, location_id, lot_id, package_id, owner_id
            (ids or None), state, quantity (Decimal, in the product's unit)
        :raise UserError: when events of that time are not kept any more
        """
        self.check_access("read")
        self.env.flush_all()
        self.env["stock.tower.outbox"].sudo()._emit_reserved()
        until = sequence if moment is None else self._sequence_at(moment)
        self._check_horizon(until)
        self.env.cr.execute(_FOLD, {"until": until, "products": product_ids})
        names = [column.name for column in self.env.cr.description]
        rows = [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
        visible = set(
            self.env["stock.location"]
            .with_context(active_test=False)
            .search([("id", "in", list({row["location_id"] for row in rows}))])
            .ids
        )
        return [row for row in rows if row["location_id"] in visible]

    @api.model
    def _sequence_at(self, moment):
        self.env.cr.execute(
            """SELECT COALESCE(max(sequence), 0) FROM stock_tower_outbox
                WHERE sequence IS NOT NULL AND numbered_at <= %s""",
            [moment],
        )
        [until] = self.env.cr.fetchone()
        sequence, since = self._horizon()
        return max(until, sequence) if since and moment >= since else until

    @api.model
    def _horizon(self):
        """(sequence, moment) until which events were replaced by their sum."""
        self.env.cr.execute("SELECT sequence, recorded_at FROM stock_tower_horizon")
        return self.env.cr.fetchone()

    @api.model
    def _check_horizon(self, until):
        sequence, since = self._horizon()
        if until is not None and until < sequence:
            raise UserError(
                self.env._(
                    "Events before %(since)s UTC are kept only as sums. Choose a "
                    "later time, or raise the retention for the future under "
                    "Inventory > Configuration > Settings > Stock Control Tower.",
                    since=since,
                )
            )

    @api.model
    def _cron_compact(self):
        """Replace events by their sums when they are older than the retention and
        every subscriber has them."""
        parameters = self.env["ir.config_parameter"].sudo()
        days = int(parameters.get_param(_RETENTION, "0"))
        if days > 0:
            self._compact(fields.Datetime.now() - timedelta(days=days))

    @api.model
    def _compact(self, moment):
        until = self._sequence_at(moment)
        # Archived ones too: who comes back goes on where he stopped.
        self.env.cr.execute(
            "SELECT min(COALESCE(cursor, 0)) FROM stock_tower_subscription"
        )
        [slowest] = self.env.cr.fetchone()
        until = until if slowest is None else min(until, slowest)
        if until > self._horizon()[0]:
            self.env.cr.execute(_COMPACT, {"until": until, "products": None})
            self.env["stock.tower.outbox"].invalidate_model()
            _logger.info("Events until %s are kept as sums now", until)
