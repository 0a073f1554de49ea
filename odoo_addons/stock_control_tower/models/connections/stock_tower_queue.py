import json
import time

from odoo import api, fields, models

_SAMPLES = 90  # at one every 10 s: the last quarter of an hour


class StockTowerQueue(models.Model):
    """A queue at the broker, as deep as a sidecar last saw it."""

    _name = "stock.tower.queue"
    _description = "Queue at the broker"
    _order = "name"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    sidecar_id = fields.Many2one(
        "stock.tower.sidecar", "Seen by", readonly=True, ondelete="cascade"
    )
    ready = fields.Integer(
        "Messages", readonly=True, help="Waiting; in a stream: kept."
    )
    consumers = fields.Integer(readonly=True)
    reported_at = fields.Datetime("Seen", readonly=True)
    samples = fields.Json(
        readonly=True, help="[[seconds since 1970, messages], …], the oldest first."
    )

    _name_unique = models.UniqueIndex("(name)")

    @api.model
    def _take_depths(self, sidecar_id, queues):
        now = fields.Datetime.now()
        for queue in sorted(queues, key=lambda one: one["name"]):
            sample = json.dumps([[int(time.time()), queue["ready"]]])
            self.env.cr.execute(
                """INSERT INTO stock_tower_queue AS known
                          (name, sidecar_id, ready, consumers, reported_at, samples)
                   VALUES (%(name)s, %(sidecar)s, %(ready)s, %(consumers)s, %(now)s,
                           %(sample)s)
                   ON CONFLICT (name) DO UPDATE
                      SET sidecar_id = excluded.sidecar_id,
                          ready = excluded.ready,
                          consumers = excluded.consumers,
                          reported_at = excluded.reported_at,
                          samples = CASE
                              WHEN jsonb_array_length(known.samples) >= %(most)s
                              THEN (known.samples - 0) || excluded.samples
                              ELSE known.samples || excluded.samples END""",
                {
                    "name": queue["name"],
                    "sidecar": sidecar_id,
                    "ready": queue["ready"],
                    "consumers": queue["consumers"],
                    "now": now,
                    "sample": sample,
                    "most": _SAMPLES,
                },
            )
        self.invalidate_model()
