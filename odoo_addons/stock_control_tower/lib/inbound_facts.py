# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a batch of events names, and what Odoo has under those names.

`Named` is collected from the events, Odoo answers it with one query per model, and
`Facts` is what the resolution decides on: plain data of one company.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from .gtin import spellings


@dataclass
class Named:
    """Names that the events of one company use."""

    skus: set = field(default_factory=set)
    gtins: set = field(default_factory=set)
    warehouses: set = field(default_factory=set)
    bins: set = field(default_factory=set)
    units: set = field(default_factory=set)
    unit_names: set = field(default_factory=set)
    lots: set = field(default_factory=set)
    owners: set = field(default_factory=set)

    def add(self, event):
        """Collect the names of a valid event."""
        data = event["data"]
        self._add_place(data.get("location"))
        for line in data["lines"]:
            item = line["item"]
            if "sku" in item:
                self.skus.add(item["sku"])
            if "gtin" in item:
                self.gtins |= spellings(item["gtin"])
            self.units.add(canonical_unit(line["uom"]))
            if "uomName" in line:
                self.unit_names.add(line["uomName"])
            if "lot" in line:
                self.lots.add(line["lot"])
            self.lots.update(line.get("serials", ()))
            if "owner" in line:
                self.owners.add(line["owner"])
            for side in ("from", "to"):
                self._add_place(line.get(side, {}).get("location"))

    def _add_place(self, place):
        if place:
            self.warehouses.add(place["warehouse"])
            if "bin" in place:
                self.bins.add(place["bin"])


# "Each" and "piece" are other codes of Recommendation 20 for "one".
_UNIT_ALIASES = {"EA": "C62", "H87": "C62"}


def canonical_unit(code):
    """Return the code under which Odoo keeps the unit."""
    return _UNIT_ALIASES.get(code, code)


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    code: str | None
    factor: Fraction
    family: str  # units of one family convert into each other


@dataclass(frozen=True)
class Product:
    id: int
    name: str
    sku: str | None
    barcode: str | None
    tracking: str  # none, lot or serial
    storable: bool
    unit: Unit


@dataclass(frozen=True)
class Warehouse:
    id: int
    code: str
    stock_id: int
    view_path: str
    creates_lots: bool


@dataclass(frozen=True)
class Location:
    id: int
    name: str
    full_name: str
    barcode: str | None
    usage: str
    path: str


@dataclass(frozen=True)
class LocationState:
    """`state` is the location's class, its own or inherited; None without one."""

    full_name: str
    state: str | None


@dataclass(frozen=True)
class Owner:
    id: int
    name: str
    ref: str | None
    is_company_itself: bool


@dataclass
class Facts:
    """What Odoo has, by the names events use. Lists where names need not be unique."""

    products_by_sku: dict = field(default_factory=dict)
    products_by_gtin: dict = field(default_factory=dict)  # key: 14 digits
    warehouses: dict = field(default_factory=dict)
    locations: dict = field(default_factory=dict)  # barcode, full name or name
    units: dict = field(default_factory=dict)
    units_by_name: dict = field(default_factory=dict)
    lots: set = field(default_factory=set)  # (product id, name)
    quantity_digits: int = 2
    # Where stock of a state is, and whose it is
    location_states: dict = field(default_factory=dict)  # location id
    state_locations: dict = field(default_factory=dict)  # (warehouse id, state) -> id
    view_locations: dict = field(default_factory=dict)  # warehouse id -> location id
    transit_id: int | None = None
    foreign_warehouses: set = field(default_factory=set)  # codes, other companies'
    owners: dict = field(default_factory=dict)  # name or reference -> list
    held_lots: set = field(default_factory=set)  # (product id, name)
