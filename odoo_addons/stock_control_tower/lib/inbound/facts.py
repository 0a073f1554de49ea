# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a batch of events names, and what Odoo has under those names.

`Named` is collected from the events, Odoo answers it with one query per model, and
`Facts` is what the resolution decides on: plain data of one company.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..gs1 import spellings
from ..mapping.mappings import ONE, PartnerMappings, canonical_unit


@dataclass
class Named:
    """Names that the events of one company use."""

    skus: set = field(default_factory=set)
    gtins: set = field(default_factory=set)
    warehouses: set = field(default_factory=set)
    bins: set = field(default_factory=set)
    glns: set = field(default_factory=set)
    units: set = field(default_factory=lambda: {ONE})
    unit_names: set = field(default_factory=set)
    lots: set = field(default_factory=set)
    owners: set = field(default_factory=set)
    partners: set = field(default_factory=set)  # ids of whose words these are

    def add(self, event, partner_id=None):
        """Collect the names of a valid event."""
        data = event["data"]
        if partner_id:
            self.partners.add(partner_id)
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
            self._add_place(line.get("location"))

    def _add_place(self, place):
        if place:
            self.warehouses.add(place["warehouse"])
            if "bin" in place:
                self.bins.add(place["bin"])
            if "gln" in place:
                self.glns.add(place["gln"])


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    code: str | None
    factor: Fraction
    family: str  # units of one family convert into each other


@dataclass(frozen=True)
class Pack:
    """What one counted thing is: `factor` in the product's own unit.

    `unit_id` is the unit that means the same, where there is one.
    """

    factor: Fraction
    name: str
    unit_id: int | None = None


@dataclass(frozen=True)
class Product:
    """`pack` is set when the name used for it counts something other than units.

    `components`: names of what a kit is put together from; Odoo has stock of them only.
    """

    id: int
    name: str
    sku: str | None
    barcode: str | None
    tracking: str  # none, lot or serial
    storable: bool
    unit: Unit
    pack: Pack | None = None
    components: tuple = ()


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
    products_by_id: dict = field(default_factory=dict)  # those named or mapped
    warehouses: dict = field(default_factory=dict)  # of the company, by code
    # By barcode, full name or name; those that a mapping names by their id too.
    locations: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    units_by_name: dict = field(default_factory=dict)
    units_by_id: dict = field(default_factory=dict)
    mappings: PartnerMappings = field(default_factory=PartnerMappings)
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

    def as_named_by(self, partner_id, moment):
        """Return these facts with the words of one partner at one moment.

        Everything else is shared: what is learned through one is known to all.
        """
        named = PartnerMappings(self.mappings.mappings, partner_id, moment)
        return replace(self, mappings=named)

    def is_one(self, unit):
        """Whether a unit counts single things."""
        return unit.code == ONE

    def counts_things(self, unit):
        """Whether a unit converts to pieces: a dozen does, a kilogram does not."""
        return any(one.family == unit.family for one in self.units.get(ONE, ()))
