# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How much of a product's own unit is one of what a line counts? Exactly, or refused.

A name that means a pack (a pack's GTIN, a mapping with a factor) counts packs: with
the unit "one" or the pack's own unit. A dozen of a pack could be twelve packs or
twelve pieces: it is refused, never guessed.
"""

from dataclasses import replace
from fractions import Fraction

from ..mapping.mappings import MUTUALLY_DEFINED, canonical_unit, unit_key
from ..quantities import convert
from ..refusals import refuse
from .facts import Pack
from .resolution import Refused


def pack_of(product, unit, factor=Fraction(1)):
    """Return `product` as counted in packs of `factor` times `unit`.

    :return: `Product`; None when the unit does not convert to the product's own
    """
    if unit.family != product.unit.family:
        return None
    whole = factor == 1
    name = unit.name if whole else f"{plain(factor)} × {unit.name}"
    size = convert(factor, unit.factor, product.unit.factor)
    return replace(product, pack=Pack(size, name, unit.id if whole else None))


def mapped_product(mapping, label, path, facts):
    """Return the product of an `ItemMapping`, counted as the mapping says."""
    product = facts.products_by_id.get(mapping.product_id)
    if product is None:
        detail = f"{label}: what it is mapped to is archived or of another company"
        raise Refused(refuse("unknown_item", path, item=detail))
    if mapping.unit_id is None and mapping.factor == 1:
        return product
    unit = product.unit
    if mapping.unit_id is not None:
        unit = facts.units_by_id[mapping.unit_id]
    counted = pack_of(product, unit, mapping.factor)
    if counted is None:
        raise _not_convertible(product, label, unit.name, path)
    return counted


def resolve_factor(line, path, product, facts):
    """Return the `Fraction` of the product's unit that one of the line's unit is."""
    key, path = unit_key(line), f"{path}/uom"
    mapping = facts.mappings.unit(key, product.id)
    if mapping and mapping.product_id:
        unit = _convertible([facts.units_by_id[mapping.unit_id]], line, path, product)
        return convert(mapping.factor, unit.factor, product.unit.factor)
    times = mapping.factor if mapping else Fraction(1)
    units = _meant(line, key, mapping, product, facts)
    if not units:
        raise Refused(refuse("unknown_unit", path, uom=_shown(line)))
    if product.pack and _counts_packs(units, times, product.pack, facts):
        return product.pack.factor
    unit = _convertible(units, line, path, product)
    if product.pack and facts.counts_things(unit):
        raise Refused(
            refuse(
                "pack_unit_unclear",
                path,
                product=product.name,
                pack=product.pack.name,
                uom=_shown(line),
            )
        )
    return convert(times, unit.factor, product.unit.factor)


def _meant(line, key, mapping, product, facts):
    """Return the units that the line's word may mean, the product's own first."""
    if mapping:
        return [facts.units_by_id[mapping.unit_id]]
    if canonical_unit(line["uom"]) == MUTUALLY_DEFINED:
        return facts.units_by_name.get(key, ())
    own = [product.unit] if key == product.unit.code else []
    return own + facts.units.get(key, [])


def _counts_packs(units, times, pack, facts):
    return times == 1 and any(
        facts.is_one(unit) or unit.id == pack.unit_id for unit in units
    )


def _convertible(units, line, path, product):
    for unit in units:
        if unit.family == product.unit.family:
            return unit
    raise _not_convertible(product, _shown(line), units[0].name, path)


def _not_convertible(product, uom, uom_name, path):
    return Refused(
        refuse(
            "unit_not_convertible",
            path,
            product=product.name,
            product_uom=product.unit.name,
            uom=uom,
            uom_name=uom_name,
        )
    )


def _shown(line):
    name = line.get("uomName")
    return f"{line['uom']} {name}" if name else line["uom"]


def plain(factor):
    """Return a factor as a person writes it."""
    return str(factor) if factor.denominator == 1 else f"{float(factor):.12g}"
