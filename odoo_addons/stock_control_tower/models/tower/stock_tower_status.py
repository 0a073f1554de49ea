from odoo import api, models

from ..ledger import sequencer as ledger_sequencer
from ..ledger.sql import statement

_STATUS = statement("status")


class StockTowerStatus(models.AbstractModel):
    """How the tower stands, in numbers; for machines, so it shows no stock."""

    _name = "stock.tower.status"
    _description = "Control tower status"

    @api.model
    def _read_status(self, subscription):
        """
        :param subscription: whose cursor to measure by; without one, the slowest
            cursor that anybody reads by
        """
        outbox = self.env["stock.tower.outbox"].sudo()
        cr = self.env.cr
        cr.execute(_STATUS, {"subscription": subscription.id or None})
        row = cr.dictfetchone()
        head, cursor = ledger_sequencer.head(cr), row["cursor"]
        return {
            "environment": outbox._environment(),
            "source": outbox._source(),
            "partitions": self.env["stock.tower.partition"]._number(),
            "outbox": {
                "head": str(head),
                "cursor": str(cursor),
                "unnumbered": row["unnumbered"],
                "waiting": head - cursor + row["unnumbered"],
            },
            "inbox": {
                "applied": row["applied"],
                "recorded": row["recorded"],
                "waiting": row["waiting"],
                "duplicates": row["duplicates"],
                "refused": row["refused"],
                "conflicts": row["conflicts"],
            },
            "lag_ms": {"outbound": row["outbound_ms"], "inbound": row["inbound_ms"]},
        }
