import json
import time
from datetime import UTC, datetime

from odoo import models
from odoo.exceptions import UserError

from ...lib.webhooks import standard_webhooks, webhook_target

# A person waits for it; a receiver that needs longer fails its real messages too.
_TIMEOUT = 5


class StockTowerSubscription(models.Model):
    """The usual message, sent at once, with what the receiver says to it."""

    _inherit = "stock.tower.subscription"

    def test_send(self):
        """Send the notification of now, signed as always. It costs the receiver one
        look at the outbox, so it may be sent at any time.

        :return: {ok, status, ms, error}
        """
        self.ensure_one()
        self.check_access("write")
        if not self.url:
            raise UserError(
                self.env._("%s has no URL: enter the receiver's address.", self.name)
            )
        body = json.dumps(self._test_message()).encode()
        headers = standard_webhooks.headers(
            self._signing_secrets(),
            standard_webhooks.new_message_id(),
            int(time.time()),
            body,
        )
        begun = time.monotonic()
        status = error = None
        try:
            status, _retry_after = webhook_target.post(
                self.url,
                headers,
                body,
                allow_private=self.sudo().allow_private,
                timeout=_TIMEOUT,
            )
        except (webhook_target.TargetRefused, OSError) as failure:
            error = str(failure) or type(failure).__name__
        return {
            "ok": status is not None and 200 <= status < 300,
            "status": status or 0,
            "ms": round(1000 * (time.monotonic() - begun)),
            "error": error or "",
        }

    def _test_message(self):
        outbox = self.env["stock.tower.outbox"].sudo()
        self.env.cr.execute("SELECT COALESCE(max(sequence), 0) FROM stock_tower_outbox")
        [head] = self.env.cr.fetchone()
        return {
            "type": "stock.events.available",
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "data": {
                "source": outbox._source(),
                "environment": outbox._environment(),
                "head": str(head),
            },
        }

    def _signing_secrets(self):
        self.flush_recordset()
        self.env.cr.execute(
            """SELECT array_remove(ARRAY[secret,
                          CASE WHEN previous_secret_expires_at
                                    > now() AT TIME ZONE 'UTC'
                               THEN previous_secret END], NULL)
                 FROM stock_tower_subscription WHERE id = %s""",
            [self.id],
        )
        [secrets] = self.env.cr.fetchone()
        return secrets
