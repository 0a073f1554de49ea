from decimal import Decimal, InvalidOperation

from odoo import api, models
from odoo.exceptions import UserError

from .floor_place import KEY, exact


class StockTowerFloor(models.AbstractModel):
    """Posting a count: it becomes the figure if Odoo still has the one expected."""

    _inherit = "stock.tower.floor"

    @api.model
    def count(self, key, expected, counted):
        """Post a count.

        Whoever counted saw the stock as it was; where Odoo has another figure by now,
        something moved in between and nothing is posted. Posting writes the quant and
        its location, so of two transactions at once one starts anew and compares again.

        :param key: dict of `KEY`; None where there is none
        :param expected: decimal string, Odoo's figure when the count began
        :param counted: decimal string
        :return: {posted, before, after}: Odoo's figures as decimal strings; equal when
            nothing was posted
        :raise UserError: where nothing can be counted like that, with the remedy
        """
        self._check_counter()
        product = self._countable(key)
        counted, expected = self._number(counted), self._number(expected)
        self._check_quantity(product, counted)
        quants = self._quants(key)
        before = _total(quants)
        if before != expected:
            return {"posted": False, "before": exact(before), "after": exact(before)}
        if len(quants) > 1:
            quants._merge_quants()  # Odoo would set the first one and leave the others
        self._post(key, counted)
        after = _total(self._quants(key))
        return {"posted": True, "before": exact(before), "after": exact(after)}

    @api.model
    def _quants(self, key):
        return self.env["stock.quant"].search(
            [(name, "=", key.get(name) or False) for name in KEY]
        )

    @api.model
    def _post(self, key, counted):
        """As Odoo's own physical inventory does, with its moves and its rights."""
        values = {name: key.get(name) or False for name in KEY}
        quant = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create({**values, "inventory_quantity": float(counted)})
        )
        quant.action_apply_inventory()

    @api.model
    def _countable(self, key):
        """Return the product of a key whose parts belong together."""
        location = self._location(key["location_id"])
        product = self.env["product.product"].browse(key["product_id"])
        product.check_access("read")
        lot = self.env["stock.lot"].browse(key.get("lot_id") or ())
        package = self.env["stock.package"].browse(key.get("package_id") or ())
        if not product.is_storable:
            raise UserError(
                self.env._("%s is not kept in stock.", product.display_name)
            )
        if product.tracking != "none" and not lot:
            raise UserError(
                self.env._(
                    "%s is counted by lot or serial number. Scan its label.",
                    product.display_name,
                )
            )
        if lot and lot.product_id != product:
            raise UserError(
                self.env._(
                    "%(lot)s is no lot of %(product)s. Scan the label again.",
                    lot=lot.name,
                    product=product.display_name,
                )
            )
        if package and package.location_id != location:
            raise UserError(
                self.env._(
                    "%(package)s has left %(location)s. Scan the place again.",
                    package=package.name,
                    location=location.complete_name,
                )
            )
        return product

    @api.model
    def _check_quantity(self, product, counted):
        if counted < 0:
            raise UserError(self.env._("Fewer than none cannot be counted."))
        if product.tracking == "serial" and counted not in (0, 1):
            raise UserError(
                self.env._("A serial number is there once or not at all: count 1 or 0.")
            )

    @api.model
    def _number(self, text):
        try:
            number = Decimal(str(text))
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise UserError(self.env._("'%s' is no quantity. Type a number.", text))
        return number


def _total(quants):
    return Decimal(exact(sum(quants.mapped("quantity"))))
