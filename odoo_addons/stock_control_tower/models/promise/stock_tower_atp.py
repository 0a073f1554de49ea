from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.atp import Projection, discrete, explain

# 10,000 products take 1 to 2 s; a caller with more asks again.
MAX_PRODUCTS = 20_000
MAX_DATES = 366


class StockTowerAtp(models.AbstractModel):
    """What can be promised: now, by date, and why.

    Computed from quants, open moves and policies whenever somebody asks, never
    stored. For viewers of the tower, in the companies they have switched on.
    """

    _name = "stock.tower.atp"
    _description = "Available to promise"

    @api.model
    def atp(self, product_ids, warehouse_ids=None, dates=None):
        """What can be promised of each product in each warehouse.

        :param product_ids: at most 20,000; those that are not storable or not
            accessible are left out of the answer
        :param warehouse_ids: only these; empty means every warehouse
        :param dates: days at the warehouse, from today on
        :return: {product id: {warehouse id: {
            "atp_now": float,
            "atp": {"YYYY-MM-DD": float, or None where nothing can be said: beyond
                the policy's horizon, or past at that warehouse},
            "overcommitted": float, what firm demand lacks,
            "overcommitted_on": "YYYY-MM-DD" of the first day it lacks, or None}}}
        """
        warehouses = self._asked_warehouses(warehouse_ids)
        products = self._asked_products(product_ids)
        days = self._asked_days(dates, warehouses)
        answer = {product_id: {} for product_id in products.ids}
        for key, position in self._positions(products.ids, warehouses).items():
            product_id, warehouse_id = key
            answer[product_id][warehouse_id] = _figures(Projection(position), days)
        return answer

    @api.model
    def explain(self, product_id, warehouse_id, day=None):
        """Why that much can be promised: now, or for `day`.

        Quantities are exact decimal strings, and those of `terms` add up to `figure`.

        :return: figure, binding_day, terms and left_out as in `lib.atp.explain` with
            their documents and in words; policy; balance (with the promise for that
            day) and discrete per day; overcommitted, overcommitted_on; uom
        """
        warehouse = self._asked_warehouses([warehouse_id])
        product = self._asked_products([product_id])
        [day] = self._asked_days([day], warehouse) if day else [None]
        if not (product and warehouse):
            raise UserError(
                self.env._(
                    "Nothing to explain: choose a storable product and a warehouse of "
                    "the companies you have switched on."
                )
            )
        [position] = self._positions(product.ids, warehouse, detailed=True).values()
        projection = Projection(position)
        explanation = explain(position, day)
        return {
            "figure": _text(explanation.figure),
            "binding_day": _iso(explanation.binding_day),
            "uom": product.uom_id.name,
            "terms": [
                {
                    "label": term.label,
                    "text": self._label(term.label),
                    "quantity": _text(term.quantity),
                    **_document(term.flow),
                }
                for term in explanation.terms
            ],
            "left_out": [
                {
                    "reason": reason,
                    "text": self._label(reason),
                    "quantity": _text(flow.quantity),
                    **_document(flow),
                }
                for flow, reason in explanation.left_out
            ],
            "policy": {
                "horizon_days": position.rules.horizon_days,
                "safety": _text(position.rules.safety),
                "receipts": position.rules.receipts,
            },
            "balance": [
                {
                    "day": _iso(day),
                    "quantity": _text(balance),
                    "promise": _text(projection.on(day)),
                }
                for day, balance in zip(
                    projection.days, projection.balances, strict=True
                )
            ],
            "discrete": [
                {
                    "day": _iso(bucket.day),
                    "supply": _text(bucket.supply),
                    "demand": _text(bucket.demand),
                    "promise": _text(bucket.promise),
                }
                for bucket in discrete(position)
            ],
            "overcommitted": _text(projection.overcommitted),
            "overcommitted_on": _iso(projection.overcommitted_on),
        }

    @api.model
    def _asked_warehouses(self, warehouse_ids):
        overview = self.env["stock.tower.overview"]
        overview._check_viewer()
        return overview._chosen_warehouses(warehouse_ids)

    @api.model
    def _asked_products(self, product_ids):
        if len(product_ids) > MAX_PRODUCTS:
            raise UserError(
                self.env._(
                    "%(count)s products are too many for one call. Ask for %(limit)s "
                    "at a time.",
                    count=len(product_ids),
                    limit=MAX_PRODUCTS,
                )
            )
        return (
            self.env["product.product"]
            .with_context(active_test=False)
            .search(
                [("id", "in", list(product_ids)), ("is_storable", "=", True)],
                order="id",
            )
        )

    @api.model
    def _asked_days(self, dates, warehouses):
        days = [fields.Date.to_date(day) for day in dates or ()]
        if len(days) > MAX_DATES:
            raise UserError(
                self.env._(
                    "%(count)s dates are too many for one call. Ask for %(limit)s at a "
                    "time.",
                    count=len(days),
                    limit=MAX_DATES,
                )
            )
        today = min(self._today(self._scope(warehouses)).values(), default=None)
        for day in days:
            if not day or (today and day < today):
                raise UserError(
                    self.env._(
                        "Nothing can be promised for %(day)s: it is past. The first "
                        "day to ask for is %(today)s.",
                        day=day,
                        today=today,
                    )
                )
        return days

    @api.model
    def _label(self, label):
        return {
            "sellable": self.env._("Sellable on hand, reserved included"),
            "receipt": self.env._("Expected receipt"),
            "demand": self.env._("Open demand"),
            "safety": self.env._("Safety stock"),
            "floor": self.env._("Never published below zero"),
            "now": self.env._("Not there yet"),
            "policy": self.env._("The policy does not count it"),
            "overdue": self.env._("Overdue: nobody knows when it arrives"),
            "beyond_horizon": self.env._("After the last day of the policy"),
        }[label]


def _figures(projection, days):
    return {
        "atp_now": float(projection.now),
        "atp": {_iso(day): _promised(projection, day) for day in days},
        "overcommitted": float(projection.overcommitted),
        "overcommitted_on": _iso(projection.overcommitted_on),
    }


def _document(flow):
    if flow is None:
        return {"day": None, "document": "", "origin": "", "move_id": None}
    return {
        "day": _iso(flow.day),
        "document": flow.document,
        "origin": flow.origin,
        "move_id": flow.move_id,
    }


def _promised(projection, day):
    if day < projection.days[0]:  # past here, while another warehouse still has it
        return None
    quantity = projection.on(day)
    return None if quantity is None else float(quantity)


def _iso(day):
    return day and day.isoformat()


def _text(quantity):
    """Plain decimal without trailing zeros; + 0 turns -0 into 0."""
    return None if quantity is None else f"{quantity.normalize() + 0:f}"
