from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytz
from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.atp import ZERO, Flow, Position, most_specific
from ..ledger.sql import statement


class StockTowerAtp(models.AbstractModel):
    """Reads the facts of promises: one statement each, however many products."""

    _inherit = "stock.tower.atp"

    @api.model
    def _positions(self, product_ids, warehouses, detailed=False):
        """The `Position` of each product in each warehouse.

        Access rights are the caller's business. A kit has no stock of its own, so
        nothing is promised of it.

        :param detailed: a flow per document; else one per day
        :return: {(product id, warehouse id): `Position`}, of every pair
        """
        if not product_ids or not warehouses:
            return {}
        self.env.flush_all()
        scope = self._scope(warehouses)
        parameters = {
            "products": list(product_ids),
            "warehouses": list(scope),
            "zones": [zone for zone, _owner_id in scope.values()],
            "owners": [owner_id for _zone, owner_id in scope.values()],
            "digits": self.env["decimal.precision"].precision_get("Product Unit"),
        }
        sellable = {
            (product_id, warehouse_id): Decimal(quantity)
            for product_id, warehouse_id, quantity in self.env.execute_query(
                SQL(_SELLABLE, **parameters)
            )
        }
        receipts = self._flows(_RECEIPTS, parameters, detailed)
        demands = self._flows(_DEMANDS, parameters, detailed)
        rules = self.env["stock.tower.atp.policy"]._rules(
            product_ids, warehouses.company_id
        )
        today = self._today(scope)
        rules_at = {w.id: rules[w.company_id.id] for w in warehouses}
        return {
            key: Position(
                today[key[1]],
                sellable.get(key, ZERO),
                tuple(receipts.get(key, ())),
                tuple(demands.get(key, ())),
                most_specific(rules_at[key[1]], *key),
            )
            for key in product(product_ids, warehouses.ids)
        }

    @api.model
    def _flows(self, moves, parameters, detailed):
        """{(product id, warehouse id): [`Flow`, …]} of one of the two statements."""
        flows = defaultdict(list)
        query = SQL((_EACH if detailed else _PER_DAY).format(moves=moves), **parameters)
        for row in self.env.execute_query(query):
            product_id, warehouse_id, day, backing, quantity, *document = row
            name, origin, move_id = document or ("", "", 0)
            flows[product_id, warehouse_id].append(
                Flow(day, Decimal(quantity), name, backing, origin, move_id)
            )
        return flows

    @api.model
    def _scope(self, warehouses):
        """{warehouse id: (time zone, partner id that owns the company's stock)}

        A day ends when it ends at the warehouse, whoever asks.
        """
        return {
            warehouse.id: (
                warehouse.partner_id.tz or warehouse.company_id.partner_id.tz or "UTC",
                warehouse.company_id.partner_id.id,
            )
            for warehouse in warehouses.sudo()
        }

    @api.model
    def _today(self, scope):
        """{warehouse id: its date now}"""
        now = pytz.utc.localize(fields.Datetime.now())
        return {
            warehouse_id: now.astimezone(pytz.timezone(zone)).date()
            for warehouse_id, (zone, _owner_id) in scope.items()
        }


_SELLABLE = statement("atp_sellable")
_RECEIPTS = statement("atp_receipts")
_DEMANDS = statement("atp_demands")
_PER_DAY = """
    SELECT product_id, warehouse_id, day, backing, sum(quantity)::text
      FROM ({moves}) flow
     GROUP BY product_id, warehouse_id, day, backing
"""
_EACH = """
    SELECT product_id, warehouse_id, day, backing, quantity::text,
           document, origin, move_id
      FROM ({moves}) flow
     ORDER BY day, move_id
"""
