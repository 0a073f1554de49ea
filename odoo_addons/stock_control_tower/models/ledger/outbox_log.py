"""The outbox as a log: numbered, read by position, and announced after commit."""

from functools import partial

from odoo import api, models

from ...emitter import wake
from . import sequencer as ledger_sequencer
from .sql import statement

_FETCH = statement("fetch")
_WAKE = "stock_control_tower.wake"


class StockTowerOutbox(models.Model):
    _inherit = "stock.tower.outbox"

    def init(self):
        super().init()
        ledger_sequencer.create(self.env.cr)

    @api.model
    def _source(self):
        """The CloudEvents source of this database."""
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("stock_control_tower.source") or (
            f"urn:odoo:{parameters.get_param('database.uuid')}"
        )

    @api.model
    def _number_committed(self):
        """Number what is committed; for a cursor of its own, which it commits.

        :return: the head, the highest sequence there is
        """
        return ledger_sequencer.number(self.env.cr)

    @api.model
    def _fetch(self, after, limit, kinds=None, **only):
        """CloudEvents after position `after`, as the text of JSON objects.

        :param kinds: list of kinds, or None for all; the others are passed over
        :param only: `until` (last position), `warehouse_id`, `from_time`, `to_time`
            (of recording): the others are passed over
        :return: (objects joined by commas, last position looked at)
        :raise ValueError: when events after that position are not kept any more
        """
        self.env.cr.execute("SELECT sequence FROM stock_tower_horizon")
        [horizon] = self.env.cr.fetchone()
        if after < horizon:
            raise ValueError(
                f"Events until {horizon} are kept only as sums, so none can be read "
                f"after {after}: read the stock by state, then go on from {horizon}"
            )
        self.env.cr.execute(
            _FETCH,
            {
                "after": after,
                "limit": limit,
                "kinds": kinds,
                "source": self._source(),
                **dict.fromkeys(("until", "warehouse_id", "from_time", "to_time")),
                **only,
            },
        )
        return self.env.cr.fetchone()

    @api.model
    def _companies_between(self, after, head):
        """Companies with an event in (after, head]; all of them when after is None."""
        if after is None:
            return self.env["res.company"].search([])
        self.env.cr.execute(
            """SELECT DISTINCT company_id FROM stock_tower_outbox
                WHERE sequence > %s AND sequence <= %s AND company_id IS NOT NULL""",
            [after, head],
        )
        ids = [company for (company,) in self.env.cr.fetchall()]
        return self.env["res.company"].browse(ids).exists()

    @api.model
    def _wake_emitter(self):
        """Have the emitter look after this transaction, if it commits. During an
        install there is no registry to work with yet; the cron follows."""
        callbacks = self.env.cr.postcommit
        if self.pool.ready and not callbacks.data.get(_WAKE):
            callbacks.data[_WAKE] = True
            callbacks.add(partial(wake, self.env.cr.dbname))

    @api.model
    def _cron_wake_emitter(self):
        """Backstop for a process that died between its commit and the webhook."""
        wake(self.env.cr.dbname)
