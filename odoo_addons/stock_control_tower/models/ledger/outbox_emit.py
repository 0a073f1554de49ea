"""How rows get into the outbox: one set-based statement per occasion."""

import json
from functools import cache

from odoo import api, models

from .sql import statement

QUANT_KEY = ("product_id", "location_id", "lot_id", "package_id", "owner_id")
# Read by the emitting statements, so pending writes on them must be in the
# database first; everything else may stay pending. A line's state is not read, but due
# with its date: left pending, it would cost a second UPDATE of every line.
_READ_FIELDS = {
    "stock.move.line": [
        "company_id", "date", "location_dest_id", "location_id", "lot_id", "owner_id",
        "package_id", "product_id", "quantity_product_uom", "result_package_id",
        "state",
    ],
    "stock.move": [
        "is_inventory", "location_dest_id", "picking_id", "picking_type_id", "scrap_id",
        "tower_inbox_id", "tower_line",
    ],
    "product.product": ["barcode", "default_code", "product_tmpl_id"],
    "product.template": ["is_storable", "uom_id"],
    "stock.location": [
        "barcode", "complete_name", "tower_effective_state", "usage", "warehouse_id",
    ],
    "stock.lot": ["name", "tower_expired", "tower_hold"],
    "stock.package": ["name"],
    "stock.picking": ["name", "origin"],
    "stock.warehouse": ["code", "pack_type_id", "pick_type_id", "store_type_id"],
    "res.partner": ["name"],
    "stock.tower.inbox": [
        "correlation_id", "event_id", "kind", "occurred_at", "partner_id",
        "traceparent",
    ],
    "uom.uom": ["name", "unece_code"],
}  # fmt: skip

# Fields of apps that need not be installed.
_APP_FIELDS = {
    "expiration_date": "stock.lot",
    "purchase_line_id": "stock.move",
    "sale_line_id": "stock.move",
}
_ORDERS = {
    "purchase_line_id": {
        "type": "po",
        "field": "purchase_line_id",
        "table": "purchase",
    },
    "sale_line_id": {"type": "so", "field": "sale_line_id", "table": "sale"},
}


@cache
def emitting(facts, apps, frame=None):
    """The statement that emits `facts`.

    :param apps: which of the optional apps' fields there are, of `_APP_FIELDS`
    :param frame: name of the statement that it is part of, or None
    """
    emit = statement(
        "emit",
        facts=statement(facts),
        expiry="to_char(lot.expiration_date, 'YYYY-MM-DD')"
        if "expiration_date" in apps
        else "NULL",
        orders="".join(
            statement("order_reference", **order)
            for field, order in _ORDERS.items()
            if field in apps
        ),
        kind=statement("kind"),
        reason=statement("kind_reason"),
        sent=statement("sent_into_transit"),
    )
    if frame == "emit_checked":
        emit = statement(frame, emit=emit, changes=statement("quant_changes"))
    elif frame:
        emit = statement(frame, emit=emit, state=statement("state"))
    # Compiling costs 1.5 s and saves nothing here; one round trip for both.
    return "SET LOCAL jit = off;" + emit


def _array(numbers):
    """A PostgreSQL array in text: one literal to parse instead of thousands."""
    return "{" + ",".join(map(repr, numbers)) + "}"


class StockTowerOutbox(models.Model):
    _inherit = "stock.tower.outbox"

    @api.model
    def _emit_done_lines(self, frame, counted=False):
        """Emit the frame's done move lines, and what the quants did beyond them.

        :param counted: the inventory lines among them come from a count
        """
        if counted:
            self.env["stock.quant"].flush_model()
        self._emit_checked(
            "facts_done_lines",
            {"line_ids": _array(frame.line_ids), "counted": counted},
            frame,
        )

    @api.model
    def _emit_facts(self, facts, frame=None):
        """Emit given facts.

        :param facts: list of dicts with the columns of sql/facts_given.sql, with
            `correction` and `line` (more members of the event's line) as dicts
        :param frame: what the quants did meanwhile; what the facts do not explain
            becomes `ledger_self_healed`
        """
        rows = []
        for position, fact in enumerate(facts):
            row = dict(fact, position=position)
            if correction := row.pop("correction", None):
                row["correction"] = json.dumps(correction)
            if line := row.pop("line", None):
                row["line_members"] = json.dumps(line)[1:-1]
            rows.append(row)
        params = {"facts": json.dumps(rows)}
        if frame is not None:
            self._emit_checked("facts_given", params, frame)
        elif facts:
            self._emit("facts_given", params)

    @api.model
    def _emit_checked(self, facts, params, frame):
        keyed = [
            dict(zip(QUANT_KEY, key, strict=True), quantity=quantity)
            for key, quantity in frame.by_key.items()
        ]
        params["keyed"] = json.dumps(keyed)
        params["quant_ids"] = _array(frame.by_quant)
        params["quant_deltas"] = _array(frame.by_quant.values())
        self._emit(facts, params, frame="emit_checked")
        residue = self.env.cr.fetchall()
        if residue:
            self._emit_self_healed(residue, "odoo:quant_correction")

    @api.model
    def _emit_self_healed(self, changes, reason):
        """Emit what quants did without a movement.

        :param changes: tuples (product, location, lot, package, owner, difference)
        """
        facts = []
        for *key, difference in changes:
            fact = dict(zip(QUANT_KEY, key, strict=True))
            location = fact.pop("location_id")
            fact["location_dest_id" if difference > 0 else "location_id"] = location
            fact["result_package_id"] = fact["package_id"]
            fact["quantity"] = abs(float(difference))
            facts.append(dict(fact, kind="ledger_self_healed", reason=reason))
        self._emit_facts(facts)

    @api.model
    def _emit_unexplained(self, frame, reason):
        """Emit everything a frame saw as self-healed: it had no movement at all."""
        if not frame:
            return
        self._flush_read_fields()
        keyed = [
            dict(zip(QUANT_KEY, key, strict=True), quantity=quantity)
            for key, quantity in frame.by_key.items()
        ]
        self.env.cr.execute(
            f"""SELECT product_id, location_id, lot_id, package_id, owner_id,
                       round(sum(quantity)::numeric, 6)
                  FROM ({statement("quant_changes")}) c
                 GROUP BY 1, 2, 3, 4, 5
                HAVING round(sum(quantity)::numeric, 6) <> 0""",
            {
                "keyed": json.dumps(keyed),
                "quant_ids": _array(frame.by_quant),
                "quant_deltas": _array(frame.by_quant.values()),
            },
        )
        self._emit_self_healed(self.env.cr.fetchall(), reason)

    @api.model
    def _emit_opening_balances(self):
        """Emit one event per figure in the ledger, and what is reserved of it; run
        once, at install."""
        self.env["stock.quant"].flush_model()
        self._emit("facts_opening", {})
        self.env.cr.execute(
            f"""SELECT DISTINCT {", ".join(QUANT_KEY)} FROM stock_quant
                 WHERE reserved_quantity <> 0"""
        )
        self._emit_reserved(keys=self.env.cr.fetchall())

    @api.model
    def _emit_outcomes(self, outcomes):
        """Insert one event_outcome row per item, in one statement.

        :param outcomes: list of dicts with `data` (the event's whole data),
            `partner_id` (addressee), and optionally `company_id`,
            `warehouse_id`, `inbox_id`, `subject`, `business_key`,
            `correlation_id`, `causation_id`, `traceparent`, `occurred_at`
            (text, UTC).
        :return: list of event ids, in the order given
        """
        if not outcomes:
            return []
        items = [
            dict(outcome, position=position)
            for position, outcome in enumerate(outcomes)
        ]
        self.env.cr.execute(
            _OUTCOMES,
            {
                "items": json.dumps(items, default=str),
                "environment": self._environment(),
            },
        )
        self._wake_emitter()
        return [event_id for (event_id,) in self.env.cr.fetchall()]

    @api.model
    def _emit(self, facts, params, frame=None):
        self._flush_read_fields()
        apps = tuple(
            field
            for field, model in _APP_FIELDS.items()
            if field in self.env[model]._fields
        )
        params["environment"] = self._environment()
        self.env.cr.execute(emitting(facts, apps, frame), params)
        self._wake_emitter()

    @api.model
    def _flush_read_fields(self):
        for model, names in _READ_FIELDS.items():
            self.env[model].flush_model(names)

    @api.model
    def _environment(self):
        """Where this database lives; `production` unless configured."""
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("stock_control_tower.environment", "production")


_OUTCOMES = statement("emit_outcomes")
