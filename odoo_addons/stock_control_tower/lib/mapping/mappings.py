# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A partner's own words for items, places and units, each holding for a time.

A mapping holds from `start` up to, not including, `end` (naive UTC; None: without
end). Which one counts is told by when the event happened, not by when it came.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

ANY_BIN = "*"
# "Each" and "piece" are other codes of Recommendation 20 for "one".
ONE = "C62"
_UNIT_ALIASES = {"EA": ONE, "H87": ONE}
MUTUALLY_DEFINED = "ZZ"


def canonical_unit(code):
    """Return the code under which Odoo keeps the unit."""
    return _UNIT_ALIASES.get(code, code)


def unit_key(line):
    """Return the word a line has for its unit: its code, or the name beside `ZZ`."""
    code = canonical_unit(line["uom"])
    return line.get("uomName", code) if code == MUTUALLY_DEFINED else code


@dataclass(frozen=True, kw_only=True)
class Mapping:
    id: int
    partner_id: int
    start: datetime | None = None
    end: datetime | None = None

    def holds_at(self, moment):
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment < self.end
        )


@dataclass(frozen=True, kw_only=True)
class ItemMapping(Mapping):
    """One of theirs is `factor` times `unit_id`, or times the product's own unit."""

    sku: str | None
    gtin14: str | None
    product_id: int
    unit_id: int | None = None
    factor: Fraction = Fraction(1)

    def words(self):
        return _given(("sku", self.sku), ("gtin", self.gtin14))


@dataclass(frozen=True, kw_only=True)
class LocationMapping(Mapping):
    """`bin` may be `ANY_BIN`: each bin of theirs that has no mapping of its own."""

    warehouse: str | None
    bin: str | None
    gln: str | None
    warehouse_id: int
    location_id: int | None = None

    def words(self):
        place = self.warehouse and (self.warehouse, self.bin)
        return _given(("place", place), ("gln", self.gln))


@dataclass(frozen=True, kw_only=True)
class UnitMapping(Mapping):
    """One of theirs is `factor` times `unit_id`, for one product or for all."""

    key: str
    product_id: int | None
    unit_id: int
    factor: Fraction = Fraction(1)

    def words(self):
        return (("unit", (self.key, self.product_id)),)


def _given(*pairs):
    return tuple((sort, key) for sort, key in pairs if key)


@dataclass
class Mappings:
    """Every mapping that a batch of events may need."""

    _all: list = field(default_factory=list)
    _known: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, mapping):
        self._all.append(mapping)
        for sort, key in mapping.words():
            self._known[mapping.partner_id, sort, key].append(mapping)

    def items(self):
        return [one for one in self._all if isinstance(one, ItemMapping)]

    def locations(self):
        return [one for one in self._all if isinstance(one, LocationMapping)]

    def units(self):
        """Every mapping that names a unit of Odoo, items among them."""
        return [one for one in self._all if not isinstance(one, LocationMapping)]

    def of(self, partner_id, moment):
        """Return what counts for an event of this partner that happened then."""
        return PartnerMappings(self, partner_id, moment)

    def find(self, partner_id, sort, key, moment):
        for mapping in self._known.get((partner_id, sort, key), ()):
            if mapping.holds_at(moment):
                return mapping
        return None


@dataclass(frozen=True)
class PartnerMappings:
    """The words of one partner at one moment; each method returns one or None."""

    mappings: Mappings = field(default_factory=Mappings)
    partner_id: int | None = None
    moment: datetime | None = None

    def item_by_sku(self, sku):
        return self._find("sku", sku)

    def item_by_gtin(self, gtin14):
        return self._find("gtin", gtin14)

    def place(self, warehouse, bin_name=None):
        """The place as named; a bin without a mapping of its own is any bin."""
        own = self._find("place", (warehouse, bin_name))
        return own or (bin_name and self._find("place", (warehouse, ANY_BIN)))

    def place_by_gln(self, gln):
        return self._find("gln", gln)

    def unit(self, key, product_id):
        """What a unit means for this product; what it means for all comes second."""
        own = self._find("unit", (key, product_id))
        return own or self._find("unit", (key, None))

    def products_with_unit(self, key):
        """Return the ids of the products for which the unit has a meaning."""
        return {
            one.product_id
            for one in self.mappings.units()
            if isinstance(one, UnitMapping)
            and (one.partner_id, one.key) == (self.partner_id, key)
            and one.holds_at(self.moment)
        } - {None}

    def _find(self, sort, key):
        return self.mappings.find(self.partner_id, sort, key, self.moment)


def first_overlap(mappings):
    """Return (sort, earlier, later) of two mappings that give one word two meanings
    at one time, or None."""
    by_key = defaultdict(list)
    for mapping in mappings:
        for sort, key in mapping.words():
            by_key[mapping.partner_id, sort, key].append(mapping)
    for (_partner, sort, _key), group in by_key.items():
        group.sort(key=lambda one: (one.start or datetime.min, one.id or 0))
        for earlier, later in pairwise(group):
            if earlier.end is None or earlier.end > (later.start or datetime.min):
                return sort, earlier, later
    return None
