# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which product, how much of it in its own unit, and which lots?"""

from decimal import Decimal

from ..gs1 import gtin14
from ..quantities import parse_quantity, to_decimal
from ..refusals import refuse
from .resolution import Refused
from .unit import mapped_product, resolve_factor


def resolve_item(item, path, facts):
    """Return the storable `Product` that `sku` and `gtin`, where given, both name.

    The partner's own words come first, then Odoo's references and barcodes.
    """
    by_sku = by_gtin = None
    if "sku" in item:
        by_sku = _by_sku(item["sku"], f"{path}/sku", facts)
    if "gtin" in item:
        by_gtin = _by_gtin(item["gtin"], f"{path}/gtin", facts)
    product = by_gtin or by_sku
    if product is None:
        raise Refused(refuse("unknown_item", path, item="no SKU and no GTIN"))
    if by_sku and by_gtin:
        _check_agreement(item, by_sku, by_gtin, path)
    if product.components:
        names = ", ".join(product.components)
        raise Refused(
            refuse("item_is_kit", path, product=product.name, components=names)
        )
    if not product.storable:
        raise Refused(refuse("item_not_storable", path, product=product.name))
    return product


def _by_sku(sku, path, facts):
    mapping = facts.mappings.item_by_sku(sku)
    if mapping:
        return mapped_product(mapping, f"the partner's SKU '{sku}'", path, facts)
    label = f"the internal reference '{sku}'"
    return _only(facts.products_by_sku.get(sku, ()), label, path)


def _by_gtin(gtin, path, facts):
    mapping = facts.mappings.item_by_gtin(gtin14(gtin))
    if mapping:
        return mapped_product(mapping, f"the partner's GTIN '{gtin}'", path, facts)
    label = f"the barcode '{gtin}'"
    return _only(facts.products_by_gtin.get(gtin14(gtin), ()), label, path)


def _only(matches, label, path):
    if not matches:
        raise Refused(refuse("unknown_item", path, item=label))
    if len(matches) > 1:
        raise Refused(refuse("ambiguous_item", path, item=label, count=len(matches)))
    return matches[0]


def _check_agreement(item, by_sku, by_gtin, path):
    if by_sku.id != by_gtin.id:
        raise Refused(
            refuse(
                "item_mismatch",
                path,
                sku=item["sku"],
                sku_name=by_sku.name,
                gtin=item["gtin"],
                gtin_name=by_gtin.name,
            )
        )
    if _counted(by_sku) != _counted(by_gtin):
        raise Refused(
            refuse(
                "pack_mismatch",
                path,
                product=by_sku.name,
                sku=item["sku"],
                sku_pack=_pack_name(by_sku),
                gtin=item["gtin"],
                gtin_pack=_pack_name(by_gtin),
            )
        )


def _counted(product):
    return product.pack.factor if product.pack else 1


def _pack_name(product):
    return product.pack.name if product.pack else product.unit.name


def resolve_quantity(line, path, product, facts, name="quantity", zero=False):
    """Return a quantity of the line in the product's unit, exactly, as a `Decimal`.

    :param name: `quantity`, `expectedQuantity` or `countedQuantity`
    :param zero: whether it may be zero
    """
    quantity = parse_quantity(line[name])
    if not quantity and not zero:
        raise Refused(
            refuse(
                "quantity_invalid",
                f"{path}/{name}",
                quantity=line[name],
                reason="it is zero",
            )
        )
    converted = quantity * resolve_factor(line, path, product, facts)
    value = to_decimal(converted, facts.quantity_digits)
    if value is None:
        raise Refused(
            refuse(
                "quantity_lossy",
                f"{path}/{name}",
                quantity=line[name],
                uom=line["uom"],
                product=product.name,
                product_uom=product.unit.name,
                digits=facts.quantity_digits,
            )
        )
    return value


def resolve_lots(line, path, product, quantity, facts, may_create):
    """Return ((lot name or None, Decimal), …) adding up to `quantity`."""
    named = _named_lots(line)
    where = f"{path}/serials" if "serials" in line else f"{path}/lot"
    if product.tracking == "none":
        if named:
            raise Refused(
                refuse("lot_not_tracked", where, product=product.name, lot=named[0])
            )
        return ((None, quantity),)
    tracking = "serial number" if product.tracking == "serial" else "lot"
    if not named:
        raise Refused(
            refuse("lot_required", path, product=product.name, tracking=tracking)
        )
    if product.tracking == "serial" or len(named) > 1:
        if len(set(named)) != len(named) or quantity != len(named):
            raise Refused(
                refuse(
                    "serial_quantity",
                    where,
                    count=len(set(named)),
                    quantity=line["quantity"],
                    product=product.name,
                )
            )
        lots = tuple((name, Decimal(1)) for name in named)
    else:
        lots = ((named[0], quantity),)
    for name, _share in lots:
        if (product.id, name) not in facts.lots and not may_create:
            raise Refused(
                refuse(
                    "unknown_lot",
                    where,
                    product=product.name,
                    tracking=tracking,
                    lot=name,
                    detail="",
                )
            )
    return lots


def _named_lots(line):
    """Serials say which pieces; a lot beside them is their batch, not a number."""
    if "serials" in line:
        return list(line["serials"])
    return [line["lot"]] if "lot" in line else []
