"""Reading the log by cursor: one holder at a time, fenced."""

from odoo import api, models

from ..ledger import sequencer as ledger_sequencer
from ..ledger.fence import Fenced

LEASE_SECONDS = 30  # a holder that is silent this long may be replaced

_NOW = "(now() AT TIME ZONE 'UTC')"


class Leased(Exception):
    """Another holder has the lease."""


class StockTowerSubscription(models.Model):
    """Every method here is for a short cursor of its own (READ COMMITTED): the
    emitter writes health into the same rows."""

    _inherit = "stock.tower.subscription"

    def _claim(self, holder):
        """Take the lease; the same holder takes its own again at once.

        :return: (fence, cursor); raises Leased
        """
        ledger_sequencer.read_committed(self.env.cr)
        self.env.cr.execute(
            f"""UPDATE stock_tower_subscription
                   SET fence = COALESCE(fence, 0) + 1, lease_holder = %(holder)s,
                       lease_until = {_NOW} + make_interval(secs => %(lease)s)
                 WHERE id = %(id)s AND active
                   AND (lease_holder = %(holder)s OR lease_until IS NULL
                        OR lease_until < {_NOW})
             RETURNING fence, COALESCE(cursor, 0)""",
            {"id": self.id, "holder": holder, "lease": LEASE_SECONDS},
        )
        row = self.env.cr.fetchone()
        if row is None:
            raise Leased(self._lease_text())
        return row

    def _renew(self, fence):
        """Keep the lease; raises Fenced."""
        ledger_sequencer.read_committed(self.env.cr)
        self.env.cr.execute(
            f"""UPDATE stock_tower_subscription
                   SET lease_until = {_NOW} + make_interval(secs => %s)
                 WHERE id = %s AND active AND fence = %s""",
            [LEASE_SECONDS, self.id, fence],
        )
        if not self.env.cr.rowcount:
            raise Fenced(self._lease_text())

    def _advance(self, fence, to, published_at):
        """Move the cursor to `to`, which must be between cursor and head.

        :param published_at: datetime (UTC) of the last confirm, for the lag
        :return: the cursor; raises Fenced, ValueError
        """
        self._renew(fence)
        cr = self.env.cr
        cr.execute(
            "SELECT COALESCE(cursor, 0) FROM stock_tower_subscription WHERE id = %s",
            [self.id],
        )
        [cursor] = cr.fetchone()
        head = ledger_sequencer.head(cr)
        if not cursor <= to <= head:
            raise ValueError(
                f"'to' is {to}: it must lie between the cursor {cursor} and the head "
                f"{head}; claim again to learn both"
            )
        if to > cursor:
            cr.execute(_ADVANCE, {"id": self.id, "from": cursor, "to": to,
                                  "at": published_at})  # fmt: skip
        return to

    def _lease_text(self):
        self.env.cr.execute(
            "SELECT lease_holder, lease_until FROM stock_tower_subscription"
            " WHERE id = %s AND active",
            [self.id],
        )
        row = self.env.cr.fetchone()
        if row is None:
            return "The subscription is archived; activate it in Odoo."
        return f"Held by {row[0]} until {row[1]} UTC; claim again after that."

    @api.autovacuum
    def _gc_publications(self):
        """The lag's history is kept for a day."""
        self.env.cr.execute(
            f"DELETE FROM stock_tower_publication WHERE at < {_NOW} - interval '1 day'"
        )


_ADVANCE = """
WITH moved AS (
    UPDATE stock_tower_subscription SET cursor = %(to)s WHERE id = %(id)s
)
INSERT INTO stock_tower_publication
    (subscription_id, from_sequence, to_sequence, event_count, at, max_lag_ms)
SELECT %(id)s, %(from)s, %(to)s, count(*), %(at)s,
    LEAST(GREATEST(
        0, extract(epoch FROM %(at)s - min(recorded_at)) * 1000), 2147483647)
FROM stock_tower_outbox
WHERE sequence > %(from)s AND sequence <= %(to)s
"""
