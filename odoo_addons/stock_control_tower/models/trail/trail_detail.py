import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...lib.inbound.identity import FACTS, canonical_json
from .trail_page import Event

# An event that moved more than that is explained by its first movements.
MAX_EFFECTS = 20


class StockTowerTrail(models.Model):
    """One event on one screen: what was said, what it did, how it went."""

    _inherit = "stock.tower.trail"

    @api.model
    def detail(self, direction, event_id):
        """Everything about one event.

        :param direction: in or out
        :param event_id: id of its row
        :return: {line, raw, canonical, compare: {left, right} or None: the partner's
            data beside Odoo's, effects: [{product, uom, warehouse, before, after}],
            attempts, steps, links}
        """
        self._check_visible(direction, event_id)
        outs, cause = self._story(direction, event_id)
        [line] = self._lines([Event(None, direction, None, event_id)])
        raw, facts = self._as_sent(direction, event_id)
        moved = outs.filtered(lambda one: one.product_id and one.quantity)
        return {
            "line": line,
            "raw": raw,
            "canonical": facts and canonical_json(facts),
            "compare": _compared(cause, moved[:1]),
            "effects": self._effects(moved[:MAX_EFFECTS]),
            "attempts": self._attempts(outs if direction == "out" else cause),
            "steps": self._steps(outs, cause),
            "links": self._links(outs[:1], cause),
        }

    @api.model
    def _check_visible(self, direction, event_id):
        query, _indexed = self._one_way(direction, [])
        table = query.table
        query.add_where(SQL("%s = %s", SQL.identifier(table, "id"), int(event_id)))
        if not self.env.execute_query(query.select(SQL("1"))):
            raise UserError(
                self.env._(
                    "This event is not kept any more, or belongs to a company you have "
                    "not switched on."
                )
            )

    @api.model
    def _story(self, direction, event_id):
        """(events that Odoo told, the partner's event behind them or an empty one).

        Who may see one of them may see what belongs to it.
        """
        outbox, inbox = self.env["stock.tower.outbox"], self.env["stock.tower.inbox"]
        if direction == "out":
            event = outbox.browse(event_id)
            return event, event.inbox_id.sudo()
        caused = outbox.search(self._caused_by(event_id), order="id")
        return caused, inbox.browse(event_id)

    @api.model
    def _caused_by(self, inbox_id):
        # Numbered, since only those are in the indexes.
        return [("inbox_id", "=", inbox_id), ("sequence", "!=", False)]

    @api.model
    def _as_sent(self, direction, event_id):
        """(text as it was sent, its facts or None where it cannot be read)."""
        if direction == "out":
            event = self.env["stock.tower.outbox"].browse(event_id)
            text, _last = event.sudo()._fetch(event.sequence - 1, 1)
            return _pretty(json.loads(text)), event.data
        text = self.env["stock.tower.inbox"].browse(event_id).event or ""
        try:
            parsed = json.loads(text)
        except ValueError:
            return text, None
        if not isinstance(parsed, dict):
            return text, None
        return text, {name: parsed.get(name) for name in FACTS}

    @api.model
    def _effects(self, events):
        """Each position the events touched: its states before the first of them and
        after the last."""
        truth = self.env["stock.tower.truth"]
        found = {}
        for event in events.sorted("sequence"):
            places = event.location_id | event.location_dest_id
            for warehouse in {place.warehouse_id for place in places}:
                key = event.product_id, warehouse
                first = found.get(key, (event.sequence, None))[0]
                found[key] = (first, event.sequence)
        return [
            {
                "product": product.sudo()
                .with_context(display_default_code=False)
                .display_name,
                "product_id": product.id,
                "uom": product.sudo().uom_id.name,
                "warehouse": warehouse.sudo().name or None,
                "warehouse_id": warehouse.id or None,
                "before": truth._balance(product.id, warehouse.id, first - 1),
                "after": truth._balance(product.id, warehouse.id, last),
            }
            for (product, warehouse), (first, last) in found.items()
        ]

    @api.model
    def _links(self, out, cause):
        return {
            "outbox_id": out.id or None,
            "inbox_id": cause.id or None,
            "picking_id": out.picking_id.id or None,
            "picking": out.picking_id.sudo().name or None,
            "move_id": out.move_id.id or None,
            "product_id": out.product_id.id or None,
            "location_id": (out.location_dest_id or out.location_id).id or None,
            "lot_id": out.lot_id.id or None,
            "exception_id": cause.sudo().exception_id.id or None,
        }


def _compared(cause, out):
    """What the partner said beside what Odoo recorded, to be compared by line."""
    if not (cause and out):
        return None
    try:
        said = json.loads(cause.event or "")["data"]
    except (ValueError, KeyError, TypeError):
        return None
    return {"left": _pretty(said), "right": _pretty(out.data)}


def _pretty(value):
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True)
