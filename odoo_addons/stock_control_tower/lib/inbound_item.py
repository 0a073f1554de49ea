# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which product, how much of it in its own unit, and which lots?"""

from decimal import Decimal

from .gtin import gtin14
from .inbound_facts import canonical_unit
from .quantities import convert, parse_quantity, to_decimal
from .refusals import refuse
from .resolution import Refused


def resolve_item(item, path, facts):
    """Return the storable `Product` that `sku` and `gtin`, where given, both name."""
    by_sku = by_gtin = None
    if "sku" in item:
        label = f"the internal reference '{item['sku']}'"
        matches = facts.products_by_sku.get(item["sku"], ())
        by_sku = _only(matches, label, f"{path}/sku")
    if "gtin" in item:
        label = f"the barcode '{item['gtin']}'"
        matches = facts.products_by_gtin.get(gtin14(item["gtin"]), ())
        by_gtin = _only(matches, label, f"{path}/gtin")
    product = by_sku or by_gtin
    if product is None:
        raise Refused(refuse("unknown_item", path, item="no SKU and no GTIN"))
    if by_sku and by_gtin and by_sku.id != by_gtin.id:
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
    if not product.storable:
        raise Refused(refuse("item_not_storable", path, product=product.name))
    return product


def _only(matches, label, path):
    if not matches:
        raise Refused(refuse("unknown_item", path, item=label))
    if len(matches) > 1:
        raise Refused(refuse("ambiguous_item", path, item=label, count=len(matches)))
    return matches[0]


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
    unit = _resolve_unit(line, path, product, facts)
    converted = convert(quantity, unit.factor, product.unit.factor)
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


def _resolve_unit(line, path, product, facts):
    code = canonical_unit(line["uom"])
    if code == product.unit.code:
        return product.unit
    candidates = facts.units.get(code, ())
    if code == "ZZ":  # mutually defined: the name tells
        candidates = facts.units_by_name.get(line.get("uomName"), ())
    if not candidates:
        raise Refused(refuse("unknown_unit", f"{path}/uom", uom=line["uom"]))
    for unit in candidates:
        if unit.family == product.unit.family:
            return unit
    raise Refused(
        refuse(
            "unit_not_convertible",
            f"{path}/uom",
            product=product.name,
            product_uom=product.unit.name,
            uom=line["uom"],
            uom_name=candidates[0].name,
        )
    )


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
