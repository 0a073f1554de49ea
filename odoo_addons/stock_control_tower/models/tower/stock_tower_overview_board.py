from datetime import UTC, datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .stock_tower_overview import _iso

# Long enough that a quiet minute is no alarm, short enough to be now.
RATE_MINUTES = 5
_HOURS, _DAYS = 24, 14
# Queues on the way from a partner to Odoo, by how their names begin.
INBOUND = ("stock.intake", "stock.work.")
MATRIX_STATES = ("available", "reserved", "quarantined", "damaged", "returned")


class StockTowerOverview(models.AbstractModel):
    """What the tower's first page tells beside stock: what needs somebody, the way of
    the events, stock by state. Read every few seconds, as it looks at whole tables."""

    _inherit = "stock.tower.overview"

    @api.model
    def board(self):
        """Each figure comes with the list behind it: see `action_board`."""
        self._check_viewer()
        now = fields.Datetime.now()
        since = now - timedelta(minutes=RATE_MINUTES)
        return {
            "at": _iso(datetime.now(UTC)),
            "since": fields.Datetime.to_string(since),
            "until": fields.Datetime.to_string(now),
            "attention": self._attention(),
            "drift": self._drift(),
            "refused_hours": self._refused_hours(),
            "flow": self._flow(since, now),
            "matrix": self._matrix(),
        }

    @api.model
    def _attention(self):
        """What is to be done, by severity, and what it holds up."""
        exceptions = self.env["stock.tower.exception"]
        query = {"view": "todo"}
        domain = exceptions._inbox_domain(query)
        return {
            "count": exceptions.search_count(domain),
            "severities": dict(exceptions._count_by("severity", query)),
            **exceptions._at_risk(domain),
        }

    @api.model
    def _drift(self):
        """Reported lines that Odoo did otherwise or not at all, and how many a day."""
        comparisons = self.env["stock.tower.comparison"]
        domain = self._board_domain("drift")
        today = fields.Date.today()
        days = [today - timedelta(days=back) for back in reversed(range(_DAYS))]
        by_day = dict(
            comparisons._read_group(
                [*domain, ("occurred_at", ">=", days[0])],
                ["occurred_at:day"],
                ["__count"],
            )
        )
        counted = {day.date(): count for day, count in by_day.items() if day}
        return {
            "count": comparisons.search_count(domain),
            "compared": comparisons.search_count([]),
            "days": [counted.get(day, 0) for day in days],
        }

    @api.model
    def _refused_hours(self):
        """Events without effect in each of the last 24 hours, oldest first."""
        rows = self._rows(
            SQL(
                """
                SELECT floor(extract(epoch FROM clock_timestamp() AT TIME ZONE 'UTC'
                                             - received_at) / 3600)::int AS back,
                       count(*)
                  FROM stock_tower_inbox
                 WHERE received_at > now() AT TIME ZONE 'UTC' - %(hours)s
                                                              * interval '1 hour'
                   AND state IN ('refused', 'conflict')
                   AND company_id = ANY(%(companies)s)
                 GROUP BY 1
                """,
                hours=_HOURS,
                companies=self.env.companies.ids,
            )
        )
        by_hour = dict(rows)
        return [by_hour.get(back, 0) for back in reversed(range(_HOURS))]

    @api.model
    def _matrix(self):
        """Per warehouse and state: rows of stock by state, and what they sum up to.

        Quantities of unlike units do not add up: without a common unit there is none.
        """
        warehouses = self._warehouses()
        states = self.env["stock.tower.state"]
        query = states._search(self._matrix_rows(warehouses.ids))
        warehouse, state, on_hand, reserved = (
            SQL.identifier(query.table, name)
            for name in ("warehouse_id", "state", "on_hand", "reserved")
        )
        query.groupby = SQL("%s, %s", warehouse, state)
        # Compiling the statement takes longer than running it.
        self.env.cr.execute("SET LOCAL jit = off")
        rows = self._rows(
            query.select(
                warehouse,
                state,
                SQL("count(*) FILTER (WHERE %s <> %s)", on_hand, reserved),
                SQL("sum(%s - %s)", on_hand, reserved),
                SQL("count(*) FILTER (WHERE %s <> 0)", reserved),
                SQL("sum(%s)", reserved),
            )
        )
        cells = {warehouse.id: {} for warehouse in warehouses}
        for warehouse_id, state, count, quantity, reserved_count, reserved in rows:
            found = {state: (count, quantity)}
            if state == "available":  # the one that is reserved from
                found["reserved"] = (reserved_count, reserved)
            for name, (lines, total) in found.items():
                if lines and name in MATRIX_STATES:
                    cells[warehouse_id][name] = {"rows": lines, "quantity": total}
        return cells

    @api.model
    def _matrix_rows(self, warehouse_ids):
        return [
            *self.env["stock.tower.state"]._own_stock(),
            ("warehouse_id", "in", warehouse_ids),
        ]

    @api.model
    def _matrix_domain(self, state, warehouse_ids):
        return [*self._matrix_rows(warehouse_ids), (state, "!=", 0)]

    @api.model
    def action_matrix(self, warehouse_id, state):
        """The rows behind a cell of the matrix."""
        self._check_viewer()
        states = self.env["stock.tower.state"]
        warehouse = self.env["stock.warehouse"].browse(warehouse_id)
        word = states._fields[state]._description_string(self.env)
        return states._window(
            f"{word}: {warehouse.name}",
            self._matrix_domain(state, [warehouse_id]),
        )

    @api.model
    def _board_domain(self, name):
        """Domain of a list without a time of its own."""
        if name == "drift":
            return [("result", "in", ("differs", "not_found"))]
        return []
