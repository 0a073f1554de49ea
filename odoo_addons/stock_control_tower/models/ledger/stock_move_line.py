from odoo import api, models

from . import frame as ledger_frame

# Writing one of these on a done line moves stock.
_MOVING_FIELDS = {
    "location_id",
    "location_dest_id",
    "lot_id",
    "owner_id",
    "package_id",
    "product_uom_id",
    "quant_id",
    "quantity",
    "result_package_id",
}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        frame = ledger_frame.current(self.env.cr)
        if frame is not None:
            frame.line_ids += self.ids
            return super()._action_done()
        with ledger_frame.opened(self.env.cr) as frame:
            frame.line_ids += self.ids
            done = super()._action_done()
        outbox = self.env["stock.tower.outbox"].sudo()
        outbox._emit_reserved(falling=True)
        outbox._emit_done_lines(frame)
        return done

    @api.model_create_multi
    def create(self, vals_list):
        """A line added to a done move moves stock at once."""
        with ledger_frame.opened(self.env.cr) as frame:
            lines = super().create(vals_list)
        if frame:
            done = lines.filtered(lambda line: line.state == "done")
            facts = [line._tower_amendment("addition") for line in done]
            self._emit_amendments(facts, frame)
        return lines

    def write(self, vals):
        """Editing a done line takes its movement back and makes another."""
        if _MOVING_FIELDS.isdisjoint(vals) or not any(
            line.state == "done" for line in self
        ):
            return super().write(vals)
        done = self.filtered(lambda line: line.state == "done")
        before = {line.id: line._tower_amendment("replacement") for line in done}
        with ledger_frame.opened(self.env.cr) as frame:
            result = super().write(vals)
        if frame:
            facts = []
            for line in done:
                after = line._tower_amendment("replacement")
                if after != before[line.id]:
                    facts += [_reversed(before[line.id]), after]
            self._emit_amendments(facts, frame)
        return result

    def _emit_amendments(self, facts, frame):
        """Emit amendments, each naming the event it corrects."""
        line_ids = [fact["move_line_id"] for fact in facts]
        self.env.cr.execute(
            """SELECT DISTINCT ON (move_line_id) move_line_id, event_id
                 FROM (SELECT id, move_line_id, event_id FROM stock_tower_outbox
                        WHERE sequence IS NOT NULL AND move_line_id = ANY(%(lines)s)
                    UNION ALL
                       SELECT id, move_line_id, event_id FROM stock_tower_outbox
                        WHERE sequence IS NULL AND move_line_id = ANY(%(lines)s)) e
                ORDER BY move_line_id, id DESC""",
            {"lines": line_ids},
        )
        corrected = dict(self.env.cr.fetchall())
        self.env.cr.execute(
            """SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',
                              'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
        )
        [now] = self.env.cr.fetchone()
        for fact in facts:
            earlier = corrected.get(fact["move_line_id"])
            fact["business_key"] = ":".join(
                ["odoo:stock.move.line", str(fact["move_line_id"]), fact.pop("role")]
                + ([earlier] if earlier else [])
            )
            fact["correction"] = {
                "declaredAt": now,
                "reason": "done_line_edited",
                "correctsEventIds": [earlier] if earlier else [],
            }
        facts = [fact for fact in facts if fact["quantity"] and fact.pop("in_ledger")]
        self.env["stock.tower.outbox"].sudo()._emit_facts(facts, frame)

    def _tower_amendment(self, role):
        """What this done line says now, as one fact for the outbox."""
        self.ensure_one()
        move = self.move_id
        source, target = self.location_id, self.location_dest_id
        inside = ("internal", "transit")
        source_id = source.id if source.usage in inside else None
        target_id = target.id if target.usage in inside else None
        return {
            "kind": "movement_amended",
            "role": role,
            "in_ledger": bool(source_id or target_id),
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id or None,
            "package_id": self.package_id.id or None,
            "result_package_id": self.result_package_id.id or None,
            "owner_id": self.owner_id.id or None,
            "location_id": source_id,
            "location_dest_id": target_id,
            "quantity": self.quantity_product_uom if self.product_id.is_storable else 0,
            "move_id": move.id,
            "move_line_id": self.id,
            "picking_id": move.picking_id.id or None,
            "inbox_id": move.tower_inbox_id.id or None,
        }


def _reversed(fact):
    return dict(
        fact,
        role="reversal",
        location_id=fact["location_dest_id"],
        location_dest_id=fact["location_id"],
        package_id=fact["result_package_id"],
        result_package_id=fact["package_id"],
    )
