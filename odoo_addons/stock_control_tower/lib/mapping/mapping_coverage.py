# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which of the words a partner uses does Odoo understand, and by what?"""

from dataclasses import dataclass
from datetime import datetime

from ..gs1 import gtin14, with_right_digit
from ..inbound.facts import Named
from ..inbound.item import resolve_item
from ..inbound.place import resolve_place
from ..inbound.resolution import Refused
from ..inbound.unit import plain
from ..refusals import refuse
from .mappings import canonical_unit

MAPPED = "mapped"
NATIVE = "native"
PARTLY = "partly"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Word:
    """As seen in events. `sort`: sku, gtin, unit or place; `bin`, `gln`: of a place."""

    sort: str
    word: str
    bin: str | None
    gln: str | None
    event_count: int
    refused_count: int
    last_seen: datetime


@dataclass(frozen=True)
class Covered:
    """What a word means now. `meaning` is a (model, id), a text, or None.

    `amount` is how much of it one is, as a person reads it; empty for simply one.
    """

    via: str
    meaning: object = None
    reason: str = ""
    amount: str = ""


def named_by(words, partner_id):
    """Return the `Named` under which Odoo finds what the words mean."""
    named = Named(partners={partner_id})
    for word in words:
        line = {"item": {}, "uom": "C62"}
        data = {"lines": [line]}
        if word.sort in ("sku", "gtin"):
            line["item"] = {word.sort: word.word}
        elif word.sort == "unit":
            line.update(uom=word.word, uomName=word.word)
        else:
            data["location"] = _place(word)
        named.add({"data": data})
    return named


def cover(word, sender, facts):
    """Return the `Covered` of a word; `facts` are named by the partner, now."""
    try:
        return _COVER[word.sort](word, sender, facts)
    except Refused as refused:
        return Covered(UNKNOWN, None, refused.refusal.message)


def _sku(word, _sender, facts):
    mapping = facts.mappings.item_by_sku(word.word)
    return _item({"sku": word.word}, mapping, facts)


def _gtin(word, _sender, facts):
    right = with_right_digit(word.word) if word.word.isdecimal() else word.word
    if word.word != right:
        raise Refused(refuse("gtin_check_digit", number=word.word, right=right))
    mapping = facts.mappings.item_by_gtin(gtin14(word.word))
    return _item({"gtin": word.word}, mapping, facts)


def _item(item, mapping, facts):
    product = resolve_item(item, "", facts)
    via = MAPPED if mapping else NATIVE
    amount = product.pack.name if product.pack else ""
    return Covered(via, ("product.product", product.id), amount=amount)


def _place_of(word, sender, facts):
    place = _place(word)
    warehouse, location_id = resolve_place(place, None, "", sender, facts)
    mapping = (
        facts.mappings.place(word.word, word.bin)
        or facts.mappings.place(word.word)
        or (word.gln and facts.mappings.place_by_gln(word.gln))
    )
    via = MAPPED if mapping else NATIVE
    if location_id:
        return Covered(via, ("stock.location", location_id))
    return Covered(via, ("stock.warehouse", warehouse.id))


def _unit(word, _sender, facts):
    key = canonical_unit(word.word)
    mapping = facts.mappings.unit(key, None)
    if mapping:
        amount = "" if mapping.factor == 1 else plain(mapping.factor)
        return Covered(MAPPED, ("uom.uom", mapping.unit_id), amount=amount)
    units = facts.units.get(key) or facts.units_by_name.get(key)
    if units:
        return Covered(NATIVE, ("uom.uom", units[0].id))
    products = facts.mappings.products_with_unit(key)
    if products:
        return Covered(PARTLY, f"products it is mapped for: {len(products)}")
    raise Refused(refuse("unknown_unit", uom=word.word))


def _place(word):
    place = {"warehouse": word.word, "bin": word.bin, "gln": word.gln}
    return {name: value for name, value in place.items() if value}


_COVER = {"sku": _sku, "gtin": _gtin, "unit": _unit, "place": _place_of}
