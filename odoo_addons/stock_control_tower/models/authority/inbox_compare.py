from datetime import UTC, datetime
from decimal import Decimal

from odoo import models
from psycopg2.extras import execute_values

from ...lib.authority.comparison import FAMILIES, WINDOW, Fact, compare
from ...lib.inbound.touched import direction
from ..ledger.sql import statement

_BOOKED = statement("booked_movements")
_LINES = 2000  # of one look


class StockTowerInbox(models.Model):
    """What partners report and Odoo only keeps, compared with what Odoo did."""

    _inherit = "stock.tower.inbox"

    def _keep_comparisons(self, deliveries):
        """Store the lines of recorded movements, to be compared."""
        rows = [
            (
                one.inbox_id,
                one.sender.id,
                one.flow_id,
                one.sender.company_id,
                line.line_id,
                one.kind,
                FAMILIES[one.kind],
                direction(line),
                line.product_id,
                line.warehouse_id,
                line.quantity,
                one.happened_at,
            )
            for one in deliveries
            if one.record and one.inbox_id and one.kind in FAMILIES
            for line in one.lines
        ]
        if not rows:
            return
        execute_values(
            self.env.cr._obj,
            """INSERT INTO stock_tower_comparison
                      (inbox_id, partner_id, flow_id, company_id, line_ref, kind,
                       family, direction, product_id, warehouse_id, quantity,
                       occurred_at, result)
               VALUES %s""",
            rows,
            template=f"({'%s, ' * 12}'pending')",
            page_size=len(rows),
        )
        self.env.cr.execute(
            "UPDATE stock_tower_inbox SET comparison = 'pending' WHERE id IN %s",
            [tuple({row[0] for row in rows})],
        )
        self.invalidate_model(["comparison", "comparison_ids"])

    def _cron_compare(self):
        self._compare_recorded()

    def _compare_recorded(self, partners=None):
        """Compare what is not matched yet and may still be; set-based per partner.

        :param partners: only of these; None means all
        """
        oldest = datetime.now(UTC).replace(tzinfo=None) - WINDOW
        self.env.cr.execute(
            """SELECT DISTINCT partner_id FROM stock_tower_comparison
                WHERE result <> 'matched'
                  AND (result = 'pending' OR occurred_at >= %s)
                  AND (%s OR partner_id = ANY(%s))""",
            [oldest, partners is None, partners.ids if partners else []],
        )
        for (partner_id,) in self.env.cr.fetchall():
            self._compare_partner(partner_id, oldest)
        self.env["stock.tower.comparison"].invalidate_model()
        self.invalidate_model(["comparison"])

    def _compare_partner(self, partner_id, oldest):
        after = 0
        while True:
            self.env.cr.execute(
                """SELECT id, family, direction, product_id, warehouse_id, quantity,
                          occurred_at
                     FROM stock_tower_comparison
                    WHERE partner_id = %s AND result <> 'matched' AND id > %s
                      AND (result = 'pending' OR occurred_at >= %s)
                    ORDER BY id LIMIT %s""",
                [partner_id, after, oldest, _LINES],
            )
            reported = [_fact(row) for row in self.env.cr.fetchall()]
            if not reported:
                return
            self._compare_lines(partner_id, reported)
            after = reported[-1].id

    def _compare_lines(self, partner_id, reported):
        booked = self._booked_movements(partner_id, reported)
        results = compare(reported, booked)
        quantities = {fact.id: fact.quantity for fact in booked}
        # What differed yesterday may give its movement to another line today.
        self.env.cr.execute(
            "UPDATE stock_tower_comparison SET outbox_id = NULL WHERE id IN %s",
            [tuple(results)],
        )
        execute_values(
            self.env.cr._obj,
            """UPDATE stock_tower_comparison line
                  SET result = v.result, outbox_id = v.outbox_id::integer,
                      booked_quantity = v.quantity::numeric
                 FROM (VALUES %s) AS v (id, result, outbox_id, quantity)
                WHERE line.id = v.id""",
            [
                (line, result, booked_id, quantities.get(booked_id))
                for line, (result, booked_id) in results.items()
            ],
            page_size=len(results),
        )
        self.env.cr.execute(_SUMMARY, [tuple(results)])

    def _booked_movements(self, partner_id, reported):
        """Return the `Fact`s of what others than the partner have moved."""
        self.env["stock.tower.outbox"].flush_model()
        times = [fact.at for fact in reported]
        self.env.cr.execute(
            _BOOKED,
            {
                "partner": partner_id,
                "products": list({fact.about[2] for fact in reported}),
                "kinds": list(FAMILIES),
                "from": min(times) - WINDOW,
                "to": max(times) + WINDOW,
                "mine": [fact.id for fact in reported],
            },
        )
        return [
            _fact((row_id, FAMILIES[kind], *rest))
            for row_id, kind, *rest in self.env.cr.fetchall()
        ]


def _fact(row):
    row_id, family, direction, product_id, warehouse_id, quantity, at = row
    about = (family, direction, product_id, warehouse_id)
    return Fact(row_id, about, Decimal(str(quantity)).normalize(), at)


_SUMMARY = """
    UPDATE stock_tower_inbox inbox SET comparison = summary.result
      FROM (SELECT inbox_id, CASE
                WHEN bool_or(result = 'pending') THEN 'pending'
                WHEN bool_and(result = 'matched') THEN 'matched'
                WHEN bool_and(result = 'not_found') THEN 'not_found'
                ELSE 'differs' END AS result
              FROM stock_tower_comparison
             WHERE inbox_id IN (
                 SELECT inbox_id FROM stock_tower_comparison WHERE id IN %s)
             GROUP BY inbox_id) summary
     WHERE inbox.id = summary.inbox_id
       AND inbox.comparison IS DISTINCT FROM summary.result"""
