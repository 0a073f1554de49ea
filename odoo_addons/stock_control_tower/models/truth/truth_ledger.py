from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..ledger import sequencer as ledger_sequencer
from ..ledger.sql import statement
from .stock_tower_truth import UNTIL, own_stock, sums
from .truth_page import tidy

_LEDGER = statement("truth_ledger")
MAX_EVENTS = 200
STATES = (
    "available",
    "reserved",
    "quarantined",
    "damaged",
    "returned",
    "in_transit",
    "others",
)


class StockTowerTruth(models.Model):
    """The running balance of one position: its states after each event."""

    _inherit = "stock.tower.truth"

    @api.model
    def ledger(self, product_id, warehouse_id=None, before=None, limit=50):
        """Events of a position with its states before and after each, newest first.

        The newest balance is the sum of the log; each event then takes it back to what
        was there before. So what is shown adds up, or the log is wrong.

        :param warehouse_id: None for what lies between warehouses
        :param before: event number as a decimal string; events before that one
        :return: {rows: [{sequence, kind, before, after, …}], next: number to go on
            before or None, since: before it events are kept as a sum, or None}
        """
        overview = self.env["stock.tower.overview"]
        overview._check_viewer()
        if warehouse_id and not overview._chosen_warehouses([warehouse_id]):
            raise UserError(
                self.env._("The warehouse belongs to no company you have switched on.")
            )
        self.env.flush_all()
        number = int(before) if before else ledger_sequencer.head(self.env.cr) + 1
        limit = max(1, min(int(limit), MAX_EVENTS))
        balance = self._balance(product_id, warehouse_id, number - 1)
        self.env.cr.execute(
            _LEDGER,
            {
                "product": product_id,
                "warehouse": warehouse_id or None,
                "before": number,
                "companies": self.env.companies.ids,
                "owners": self.env.companies.partner_id.ids,
                "limit": limit,
            },
        )
        rows = [
            self._ledger_row(event, balance) for event in self.env.cr.dictfetchall()
        ]
        _sequence, since = self.env["stock.tower.state"]._horizon()
        return {
            "rows": rows,
            "next": rows[-1]["sequence"] if len(rows) == limit else None,
            "since": since and since.isoformat(timespec="milliseconds") + "Z",
        }

    @api.model
    def _balance(self, product_id, warehouse_id, until):
        """{state: quantity} of the position after an event."""
        model = self.with_context(**{UNTIL: until})
        query = model._search(
            [
                ("product_id", "=", product_id),
                ("warehouse_id", "=", warehouse_id or False),
            ]
        )
        [row] = self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE %s",
                sums(query, own_stock(query, self.env)),
                query.from_clause,
                query.where_clause,
            )
        )
        figures = tidy(row)
        return {state: figures[state] for state in STATES}

    @api.model
    def _ledger_row(self, event, balance):
        """One event; `balance` becomes what was there before it."""
        after = dict(balance)
        own = event.pop("own")
        for state, sign in ((event["from_state"], 1), (event["to_state"], -1)):
            if not state or (not own and state == "in_transit"):
                continue
            key = state if own else "others"
            balance[key] = round(balance[key] + sign * float(event["quantity"]), 6)
        recorded_at = event.pop("recorded_at")
        counted = event.pop("counted")
        return {
            **event,
            "sequence": str(event["sequence"]),
            "quantity": float(event["quantity"]),
            "counted": counted and float(counted),
            "recorded_at": recorded_at.isoformat(timespec="milliseconds") + "Z",
            "before": dict(balance),
            "after": after,
        }
