from datetime import timedelta

from odoo import api, fields, models

# Three reports missed: the sidecar tells every 10 s.
SILENT_AFTER = timedelta(seconds=35)


class StockTowerSidecar(models.Model):
    """A sidecar as it last told of itself, and of the broker as it sees it."""

    _name = "stock.tower.sidecar"
    _description = "Sidecar"
    _order = "name"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    reported_at = fields.Datetime(readonly=True)
    broker_ok = fields.Boolean("Broker answers it", readonly=True)
    broker_reason = fields.Char("Why not", readonly=True)
    is_alive = fields.Boolean(compute="_compute_is_alive")
    queue_ids = fields.One2many("stock.tower.queue", "sidecar_id", readonly=True)

    _name_unique = models.UniqueIndex("(name)")

    @api.depends("reported_at")
    def _compute_is_alive(self):
        since = fields.Datetime.now() - SILENT_AFTER
        for one in self:
            one.is_alive = bool(one.reported_at and one.reported_at >= since)

    @api.model
    def _report(self, name, broker, queues):
        """Take note of one report.

        :param broker: {ok: bool, reason: text}
        :param queues: list of {name, ready, consumers}
        """
        self.env.cr.execute(
            """INSERT INTO stock_tower_sidecar
                      (name, reported_at, broker_ok, broker_reason)
               VALUES (%s, %s, %s, %s)
               ON CONFLICT (name) DO UPDATE
                  SET reported_at = excluded.reported_at,
                      broker_ok = excluded.broker_ok,
                      broker_reason = excluded.broker_reason
               RETURNING id""",
            [name, fields.Datetime.now(), broker["ok"], broker["reason"]],
        )
        [sidecar_id] = self.env.cr.fetchone()
        self.env["stock.tower.queue"]._take_depths(sidecar_id, queues)
        self.invalidate_model()
