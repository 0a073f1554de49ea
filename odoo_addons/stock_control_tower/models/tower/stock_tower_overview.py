from datetime import UTC, datetime

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# Older measurements say nothing about now.
LAG_HISTORY_MINUTES = 15
LAG_BUCKET_SECONDS = 15
MAX_FEED = 200


class StockTowerOverview(models.AbstractModel):
    """Figures of the tower's first page: read only, company by company.

    Every public method answers for the companies the user has switched on, and
    only to viewers of the tower.
    """

    _name = "stock.tower.overview"
    _description = "Control tower overview"

    @api.model
    def snapshot(self, stock=None, feed_after="0", feed_limit=50):
        """Everything the page shows, read in one database snapshot.

        :param stock: arguments of `stock_page`
        :param feed_after: event number the client already has
        """
        self._check_viewer()
        return {
            "at": _iso(datetime.now(UTC)),
            "head": self._head(),
            "decimals": self.env["decimal.precision"].precision_get("Product Unit"),
            "can_configure": self.env.user.has_group(
                "stock_control_tower.group_integration_manager"
            ),
            "warehouses": [
                {"id": warehouse.id, "code": warehouse.code, "name": warehouse.name}
                for warehouse in self._warehouses()
            ],
            "summary": self.summary(),
            "lag": self.lag_history(LAG_HISTORY_MINUTES),
            "stock": self.stock_page(**(stock or {})),
            "feed": self.feed(feed_after, feed_limit),
        }

    @api.model
    def summary(self):
        """Counts behind the tiles; `action_list` opens exactly those rows."""
        self._check_viewer()
        count = self._count_list
        return {
            "connected": bool(self._listening_cursors()),
            "partners": self.env["stock.tower.partner"].search_count([]),
            "waiting": {
                "count": count("waiting"),
                "oldest_ms": self._oldest_waiting_ms(),
            },
            "refused_today": count("refused"),
            "conflicts_today": count("conflicts"),
            "applied_today": count("applied"),
            "duplicates_today": self._duplicates_today(),
            "sequence_gaps": count("gaps"),
            "lag": self._lag_now(),
        }

    @api.model
    def lag_history(self, minutes=LAG_HISTORY_MINUTES):
        """Slowest event per interval and direction, oldest interval first."""
        self._check_viewer()
        step = LAG_BUCKET_SECONDS
        rows = self._rows(
            SQL(
                """
                WITH span AS (
                    SELECT floor(extract(epoch FROM now()) / %(step)s)::bigint AS last
                ), published AS (
                    SELECT floor(extract(epoch FROM at) / %(step)s)::bigint AS n,
                           max(max_lag_ms) AS ms
                      FROM stock_tower_publication, span
                     WHERE at >= to_timestamp((span.last - %(count)s + 1) * %(step)s)
                                 AT TIME ZONE 'UTC'
                     GROUP BY 1
                ), received AS (
                    SELECT floor(
                               extract(epoch FROM received_at) / %(step)s
                           )::bigint AS n, max(lag_ms) AS ms
                      FROM stock_tower_inbox, span
                     WHERE received_at >= to_timestamp(
                               (span.last - %(count)s + 1) * %(step)s
                           ) AT TIME ZONE 'UTC'
                       AND company_id = ANY(%(companies)s)
                     GROUP BY 1
                )
                SELECT to_timestamp(bucket.n * %(step)s) AT TIME ZONE 'UTC',
                       published.ms, received.ms
                  FROM span
                 CROSS JOIN LATERAL generate_series(
                           span.last - %(count)s + 1, span.last) AS bucket (n)
                  LEFT JOIN published USING (n)
                  LEFT JOIN received USING (n)
                 ORDER BY 1
                """,
                step=step,
                count=max(1, min(int(minutes), 120) * 60 // step),
                companies=self.env.companies.ids,
            )
        )
        return [
            {"at": _iso(start), "outbound_ms": outbound, "inbound_ms": inbound}
            for start, outbound, inbound in rows
        ]

    @api.model
    def _check_viewer(self):
        if not self.env.user.has_group("stock_control_tower.group_viewer"):
            raise AccessError(
                self.env._(
                    "The control tower is open to its viewers only. Ask an "
                    "administrator for the role Inventory / User or Control Tower "
                    "/ Viewer."
                )
            )

    @api.model
    def _warehouses(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)]
        )

    @api.model
    def _head(self):
        """Highest event number, as a decimal string."""
        ((head,),) = self._rows(SQL("SELECT max(sequence) FROM stock_tower_outbox"))
        return str(head or 0)

    @api.model
    def _listening_cursors(self):
        """Positions of the systems that fetch events.

        A subscription without a live token only gets notifications; it has no
        position that anything could wait for.
        """
        rows = self._rows(
            SQL(
                """
                SELECT subscription.cursor
                  FROM stock_tower_subscription subscription
                 WHERE subscription.active
                   AND EXISTS (
                       SELECT 1
                         FROM stock_tower_token token
                        WHERE token.subscription_id = subscription.id
                          AND token.revoked_at IS NULL
                          AND (token.expires_at IS NULL
                               OR token.expires_at > now() AT TIME ZONE 'UTC'))
                """
            )
        )
        return [cursor or 0 for (cursor,) in rows]

    @api.model
    def _oldest_waiting_ms(self):
        outbox = self.env["stock.tower.outbox"]
        oldest = outbox.search(self._list_domain("waiting"), order="id", limit=1)
        if not oldest:
            return None
        age = datetime.now(UTC).replace(tzinfo=None) - oldest.recorded_at
        return max(0, int(age.total_seconds() * 1000))

    @api.model
    def _duplicates_today(self):
        ((total,),) = self.env["stock.tower.inbox"]._read_group(
            [("last_duplicate_at", ">=", self._today_start())],
            aggregates=["duplicate_count:sum"],
        )
        return total or 0

    @api.model
    def _lag_now(self):
        """Slowest event of the last 30 s, else of the last one measured."""
        ((outbound, inbound),) = self._rows(
            SQL(
                """
                WITH clock AS (SELECT now() AT TIME ZONE 'UTC' AS now)
                SELECT coalesce(
                           (SELECT max(max_lag_ms) FROM stock_tower_publication
                             WHERE at > clock.now - interval '30 seconds'),
                           (SELECT max_lag_ms FROM stock_tower_publication
                             WHERE at > clock.now - %(span)s * interval '1 minute'
                             ORDER BY at DESC LIMIT 1)),
                       coalesce(
                           (SELECT max(lag_ms) FROM stock_tower_inbox
                             WHERE received_at > clock.now - interval '30 seconds'
                               AND company_id = ANY(%(companies)s)),
                           (SELECT lag_ms FROM stock_tower_inbox
                             WHERE received_at > clock.now
                                                 - %(span)s * interval '1 minute'
                               AND company_id = ANY(%(companies)s)
                             ORDER BY received_at DESC LIMIT 1))
                  FROM clock
                """,
                span=LAG_HISTORY_MINUTES,
                companies=self.env.companies.ids,
            )
        )
        return {"outbound_ms": outbound, "inbound_ms": inbound}

    @api.model
    def _rows(self, query):
        self.env.flush_all()
        return self.env.execute_query(query)


def _iso(moment):
    """UTC with milliseconds; Odoo's own times carry no zone and mean UTC."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
