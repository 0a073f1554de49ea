from odoo import models

from ..ledger.fence import Fenced


class StockTowerInbox(models.Model):
    _inherit = "stock.tower.inbox"

    def _hold_lanes(self, lanes):
        """Make sure, until the end of the transaction, that the caller still holds its
        lanes; a takeover waits for this transaction, or this one fails.

        :param lanes: dict number -> fence; raises Fenced
        """
        for number, fence in lanes.items():
            self.env.cr.execute(
                """SELECT 1 FROM stock_tower_partition
                    WHERE number = %s AND fence = %s AND sidecar_id IS NOT NULL
                      FOR SHARE""",
                [number, fence],
            )
            if not self.env.cr.rowcount:
                raise Fenced(
                    self.env._(
                        "Lane %s belongs to another sidecar now, or to none: "
                        "nothing of this call was applied.",
                        number,
                    )
                )
