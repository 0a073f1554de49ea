# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What would become of an event that came before, if it came again?"""

from dataclasses import dataclass, field
from decimal import Decimal

# Refusals for a word that is not understood: a mapping may put them right.
WORD_CODES = (
    "ambiguous_item",
    "item_mismatch",
    "location_mismatch",
    "location_not_in_warehouse",
    "pack_mismatch",
    "pack_unit_unclear",
    "quantity_lossy",
    "unit_not_convertible",
    "unknown_item",
    "unknown_location",
    "unknown_unit",
    "unknown_warehouse",
)
# Refusals for what the words mean. All others come from Odoo's stock and documents at
# the time, of which reading the event again says nothing.
_MEANING_CODES = (
    "item_not_storable",
    "lot_not_tracked",
    "lot_required",
    "same_place",
    "serial_quantity",
    "state_mismatch",
    "state_not_mapped",
    "unknown_lot",
    "warehouse_not_allowed",
)

RESOLVABLE = "resolvable"
REFUSED = "refused"
OTHER_REASON = "other_reason"
PRODUCT = "product"
QUANTITY = "quantity"
LOCATION = "location"


@dataclass(frozen=True)
class Meant:
    """One line in Odoo's ids. Places: (from, to) location ids, None outside.

    `places` or `quantity` None: not known, so nothing is compared with it.
    """

    product_id: int
    quantity: Decimal | None
    places: tuple | None = None


@dataclass(frozen=True)
class Understood:
    """An event as understood: refused for a reason, or what each line means."""

    code: str | None = None
    message: str = ""
    lines: dict = field(default_factory=dict)  # line id -> Meant


@dataclass(frozen=True)
class Difference:
    """`before` and `after` are refusal messages, or what `Meant` has of them."""

    what: str
    line_id: str | None
    before: object
    after: object


def understood(delivery):
    """Return what the planning of a delivery made of it."""
    if delivery.refusal:
        return Understood(delivery.refusal.code, delivery.refusal.message)
    return Understood(
        lines={
            line.line_id: Meant(
                line.product_id,
                line.quantity,
                (_location(line.source), _location(line.target)),
            )
            for line in delivery.lines
        }
    )


def _location(place):
    return place and place.location_id


def differences(before, after):
    """Return the list of `Difference`s between two times of one event."""
    if before.code and after.code:
        if before.code == after.code:
            return []
        return [Difference(OTHER_REASON, None, before.message, after.message)]
    if before.code:
        if before.code not in WORD_CODES + _MEANING_CODES:
            return []
        return [Difference(RESOLVABLE, None, before.message, None)]
    if after.code:
        return [Difference(REFUSED, None, None, after.message)]
    found = []
    for line_id, old in before.lines.items():
        new = after.lines.get(line_id)
        if new:
            found += _line_differences(line_id, old, new)
    return found


def _line_differences(line_id, old, new):
    if old.product_id != new.product_id:
        yield Difference(PRODUCT, line_id, old.product_id, new.product_id)
    if old.quantity is not None and old.quantity != new.quantity:
        before, after = (old.product_id, old.quantity), (new.product_id, new.quantity)
        yield Difference(QUANTITY, line_id, before, after)
    if old.places is not None and old.places != new.places:
        yield Difference(LOCATION, line_id, old.places, new.places)
