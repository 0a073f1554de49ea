from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import escape_psql

from ...lib import gs1

MAX_FOUND = 20
# Shorter is no GS1 label that names more than one thing.
_GS1_LENGTH = 16


class StockTowerFloor(models.AbstractModel):
    """What a scanned or typed code names."""

    _inherit = "stock.tower.floor"

    @api.model
    def scan(self, code, warehouse_id, location_id=None):
        """What a code names in a warehouse.

        A GS1 label names several things at once: the item, its lot, how many.

        :param location_id: where somebody stands; its own lots come before others'
        :return: {code, found: [{kind: location, product, lot or package, id, name,
            note, product_id, tracking, lot_id, quantity}]}; `quantity` is how many of
            the product's unit one scan of it counts; nothing found is an empty list
        """
        self._check_user()
        code = (code or "").strip()
        warehouse = (
            self.env["stock.tower.overview"]
            ._warehouses()
            .filtered(lambda one: one.id == warehouse_id)
        )
        if not code or not warehouse:
            return {"found": [], "code": code}
        parts = self._gs1_parts(code)
        found = []
        if "product" in parts:
            found = self._products(**parts)
        elif "package" in parts:
            found = self._packages(parts["package"], warehouse)
        if not found:
            found = [
                *self._locations(parts.get("location", code), warehouse),
                *self._products(code),
                *self._lots(code, location_id),
                *self._packages(code, warehouse),
            ]
        return {"found": found[:MAX_FOUND], "code": code}

    @api.model
    def _gs1_parts(self, code):
        """{product, lot, package, location, quantity, unit} of a GS1 label by Odoo's
        own nomenclature, as far as it names them; {} of anything else."""
        nomenclature = self.env["barcode.nomenclature"].search(
            [("is_gs1_nomenclature", "=", True)], limit=1
        )
        if not nomenclature or len(code) < _GS1_LENGTH:
            return {}
        try:
            parsed = nomenclature.gs1_decompose_extended(code)
        except (ValidationError, ValueError):  # a date or a measure that is none
            return {}
        kinds = ("product", "lot", "package", "location", "quantity")
        parts = {
            part["type"]: part["value"]
            for part in parsed or ()
            if part["type"] in kinds
        }
        for part in parsed or ():
            if part["type"] == "quantity":
                parts["unit"] = part["rule"].associated_uom_id
        return parts

    @api.model
    def _locations(self, code, warehouse):
        text = escape_psql(code)
        found = self.env["stock.location"].search(
            Domain("usage", "=", "internal")
            & Domain("warehouse_id", "=", warehouse.id)
            & (
                Domain("barcode", "=", code)
                | Domain("name", "=ilike", text)
                | Domain("complete_name", "=ilike", text)
            ),
            limit=MAX_FOUND,
        )
        return [_found("location", one, one.complete_name) for one in found]

    @api.model
    def _products(self, product, lot=None, quantity=None, unit=None, **_others):
        """Storable products of a code or of a pack's barcode.

        :param lot: its name, where the label tells it
        :param quantity: how many of `unit`, where the label tells it; a weight says
            nothing about what is counted in pieces
        """
        spellings = list(gs1.spellings(product))
        counted = [
            (one, 1.0)
            for one in self.env["product.product"].search(
                Domain("is_storable", "=", True)
                & (
                    Domain("barcode", "in", spellings)
                    | Domain("default_code", "=ilike", escape_psql(product))
                ),
                limit=MAX_FOUND,
            )
        ]
        for pack in self.env["product.uom"].search(
            [("barcode", "in", spellings), ("product_id.is_storable", "=", True)]
        ):
            each = pack.uom_id._compute_quantity(1, pack.product_id.uom_id, round=False)
            counted.append((pack.product_id, each))
        found = []
        for one, each in counted:
            if unit and unit._has_common_reference(one.uom_id):
                each *= unit._compute_quantity(quantity, one.uom_id, round=False)
            found.append(self._product(one, lot, each))
        return found

    @api.model
    def _product(self, product, lot_name, quantity):
        lot = self.env["stock.lot"]
        if lot_name:
            lot = lot.search(
                [("product_id", "=", product.id), ("name", "=", lot_name)], limit=1
            )
        name = product.with_context(display_default_code=False).display_name
        return _found(
            "product",
            product,
            name,
            note=product.default_code or "",
            product_id=product.id,
            tracking=product.tracking,
            lot_id=lot.id or None,
            quantity=quantity,
        )

    @api.model
    def _lots(self, code, location_id):
        """Those that lie here; where none does, all of the name."""
        named, here = Domain("name", "=", code), Domain.FALSE
        if location_id:
            here = Domain("quant_ids.location_id", "=", location_id)
        lots = self.env["stock.lot"].search(named & here, limit=MAX_FOUND)
        lots = lots or self.env["stock.lot"].search(named, limit=MAX_FOUND)
        return [
            _found(
                "lot",
                lot,
                lot.name,
                note=lot.product_id.display_name,
                product_id=lot.product_id.id,
                tracking=lot.product_id.tracking,
                lot_id=lot.id,
                quantity=1.0,
            )
            for lot in lots
        ]

    @api.model
    def _packages(self, code, warehouse):
        packages = self.env["stock.package"].search(
            [("name", "=", code), ("location_id.warehouse_id", "=", warehouse.id)],
            limit=MAX_FOUND,
        )
        return [
            _found("package", one, one.name, note=one.location_id.complete_name)
            for one in packages
        ]


def _found(kind, record, name, **others):
    return {
        "kind": kind,
        "id": record.id,
        "name": name,
        "note": "",
        "product_id": None,
        "tracking": "none",
        "lot_id": None,
        "quantity": 0.0,
        **others,
    }
