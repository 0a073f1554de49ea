import json

from odoo import api, models
from odoo.tools import SQL

from .stock_tower_overview import MAX_FEED, _iso

_SEE_STRANGERS = (
    "stock_control_tower.group_integration_manager",
    "stock_control_tower.group_auditor",
)


class StockTowerOverview(models.AbstractModel):
    """The live feed: what happened, newest first."""

    _inherit = "stock.tower.overview"

    @api.model
    def feed(self, after_id="0", limit=50):
        """The newest events numbered above `after_id`, newest first.

        Event numbers are given after commit, so a client that goes on from the
        highest it has seen misses nothing. Left out are opening balances, outcomes
        that a movement already shows (those without effect are in), and
        reservations: they are many, and move nothing.

        :param after_id: event number as a decimal string
        """
        self._check_viewer()
        rows = self._rows(self._feed_query(int(after_id), limit))
        products = self.env["product.product"].browse(
            {row[4] for row in rows if row[4]}
        )
        names = {
            product.id: product.display_name
            for product in products.exists()
            .sudo()
            .with_context(display_default_code=False)
        }
        uoms = {product.id: product.uom_id.name for product in products.exists().sudo()}
        return [self._feed_item(row, names, uoms) for row in rows]

    @api.model
    def _feed_query(self, after, limit):
        return SQL(
            """
            SELECT event.sequence, event.id, event.kind, event.recorded_at,
                   event.product_id, event.quantity, event.inbox_id, event.data,
                   concat_ws('/', source_warehouse.code, source.name),
                   concat_ws('/', target_warehouse.code, target.name),
                   lot.name, picking.name, coalesce(partner.code, 'odoo'),
                   event.from_state, event.to_state
              FROM stock_tower_outbox event
              LEFT JOIN stock_location source ON source.id = event.location_id
              LEFT JOIN stock_warehouse source_warehouse
                ON source_warehouse.id = source.warehouse_id
              LEFT JOIN stock_location target ON target.id = event.location_dest_id
              LEFT JOIN stock_warehouse target_warehouse
                ON target_warehouse.id = target.warehouse_id
              LEFT JOIN stock_lot lot ON lot.id = event.lot_id
              LEFT JOIN stock_picking picking ON picking.id = event.picking_id
              LEFT JOIN stock_tower_partner partner ON partner.id = event.partner_id
             WHERE event.sequence > %(after)s
               AND (event.company_id = ANY(%(companies)s)
                    OR event.company_id IS NULL
                       AND (event.kind <> 'event_outcome' OR %(strangers)s))
               AND event.kind NOT IN ('opening_balance', 'reservation_changed')
               AND (event.kind <> 'event_outcome'
                    OR event.data->>'outcome' IN ('refused', 'conflict', 'recorded'))
             ORDER BY event.sequence DESC
             LIMIT %(limit)s
            """,
            after=after,
            companies=self.env.companies.ids,
            # As the rules of the outbox: answers to unknown senders are not for all.
            strangers=any(map(self.env.user.has_group, _SEE_STRANGERS)),
            limit=max(1, min(int(limit), MAX_FEED)),
        )

    @api.model
    def _feed_item(self, row, names, uoms):
        (
            sequence,
            outbox_id,
            kind,
            recorded_at,
            product_id,
            quantity,
            inbox_id,
            data,
            source,
            target,
            lot,
            document,
            origin,
            from_state,
            to_state,
        ) = row
        failed = kind == "event_outcome"
        facts = (json.loads(data) if isinstance(data, str) else data) or {}
        about = facts.get("about") or {}
        line = next(iter(facts.get("lines") or []), {})
        return {
            "sequence": str(sequence),
            "outbox_id": outbox_id,
            "inbox_id": inbox_id,
            "kind": kind,
            "recorded_at": _iso(recorded_at),
            "product_id": product_id,
            "product": names.get(product_id),
            "quantity": None if failed or quantity is None else float(quantity),
            "uom": uoms.get(product_id),
            "from": source or None,
            "to": target or None,
            "from_state": from_state,
            "to_state": to_state,
            "counted": _number(line.get("countedQuantity")),
            "reason": line.get("reason"),
            "lot": lot,
            "document": document,
            "origin": origin,
            "outcome": facts.get("outcome") if failed else None,
            "about_kind": about.get("kind") if failed else None,
            "code": facts.get("code") if failed else None,
            "message": facts.get("message") if failed else None,
            "remedy": facts.get("remedy") if failed else None,
        }


def _number(text):
    return None if text is None else float(text)
