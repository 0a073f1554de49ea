from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# More than a person counts in one go; the rest is named, never dropped in silence.
MAX_LINES = 300
# What tells one figure of a place from another.
KEY = ("product_id", "location_id", "lot_id", "package_id", "owner_id")


class StockTowerFloor(models.AbstractModel):
    """What Odoo expects at a place."""

    _inherit = "stock.tower.floor"

    @api.model
    def place(self, location_id):
        """What Odoo expects at a location, itself and not those inside.

        :return: {at, id, name, warehouse_id, lines: see `_line`, more: whether there
            are others}
        """
        self._check_user()
        location = self._location(location_id)
        lines = [
            line
            for line in self._lines(Domain("location_id", "=", location.id))
            if line["expected"] or line["reserved"]
        ]
        lines.sort(key=lambda line: (line["sku"], line["product"], line["lot"] or ""))
        return {
            "at": self._now(),
            "id": location.id,
            "name": location.complete_name,
            "warehouse_id": location.warehouse_id.id,
            "lines": lines[:MAX_LINES],
            "more": len(lines) > MAX_LINES,
        }

    @api.model
    def line(self, key):
        """One line, also of what Odoo does not expect there.

        :param key: dict of `KEY`; None where there is none
        """
        self._check_user()
        location = self._location(key["location_id"])
        domain = [(name, "=", key.get(name) or False) for name in KEY]
        for line in self._lines(Domain(domain)):
            return line
        product = self.env["product.product"].browse(key["product_id"])
        lot = self.env["stock.lot"].browse(key.get("lot_id") or ())
        nothing = (self.env["stock.package"], self.env["res.partner"], 0.0, 0.0)
        return _line(product, location, lot, *nothing)

    @api.model
    def _lines(self, domain):
        """Several quants of one key are one line, as they are one figure."""
        figures = ["quantity:sum", "reserved_quantity:sum"]
        return [
            _line(*group)
            for group in self.env["stock.quant"]._read_group(domain, KEY, figures)
        ]

    @api.model
    def _location(self, location_id):
        location = self.env["stock.location"].search(
            [
                ("id", "=", location_id),
                ("usage", "=", "internal"),
                (
                    "warehouse_id",
                    "in",
                    self.env["stock.tower.overview"]._warehouses().ids,
                ),
            ]
        )
        if not location:
            raise UserError(
                self.env._(
                    "Nothing is counted there: choose a location inside a warehouse of "
                    "the companies you have switched on."
                )
            )
        return location


def _line(product, location, lot, package, owner, quantity, reserved):
    return {
        "product_id": product.id,
        "product": product.with_context(display_default_code=False).display_name,
        "sku": product.default_code or "",
        "uom": product.uom_id.name,
        "tracking": product.tracking,
        "location_id": location.id,
        "lot_id": lot.id or None,
        "lot": lot.name or None,
        "package_id": package.id or None,
        "package": package.name or None,
        "owner_id": owner.id or None,
        "owner": owner.sudo().display_name or None,
        # Decimal strings: what is compared later must not lose anything on its way.
        "expected": exact(quantity),
        "reserved": round(reserved, 6),
    }


def exact(quantity):
    """Return a quantity as a decimal string without the dust of floats: "12.5"."""
    text = f"{quantity:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
