# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an event shall do, in Odoo's ids: made by `plan_event`, used by the effects."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Place:
    """One side of a line, inside the ledger.

    `location_id` is where stock arrives, and where what is not found is taken from.
    Stock is drawn from `area_id` and the locations inside it that are of the same
    class. `bin` tells that the event named the location; otherwise it is the
    warehouse's own for that state. `warehouse_id` is None in transit. With
    `ignores_holds`, stock of a held lot counts by its location alone.

    `location_id` is None only for a quality hold without a bin in a warehouse
    that has no location of that class: the hold is then on the lot, or refused.
    """

    warehouse_id: int | None
    location_id: int | None
    state: str
    area_id: int
    bin: bool = False
    ignores_holds: bool = False

    @property
    def location_class(self):
        """`tower_effective_state` of fitting locations; None in transit."""
        if self.state == "in_transit":
            return None
        return "available" if self.state == "reserved" else self.state


@dataclass(frozen=True)
class PlannedLine:
    """One line of an event; `source` or `target` is None for outside the ledger.

    Quantities are in the product's own unit. `lots` splits `quantity`:
    ((name or None, Decimal), …), of a count `counted`. A notice has neither source
    nor target. With `creates_lots` it may bring lots that Odoo does not have.
    `path` is the line's JSON pointer, for refusals that only show while applying.
    """

    line_id: str
    path: str
    warehouse_id: int | None
    product_id: int
    unit_id: int
    quantity: Decimal
    lots: tuple
    source: Place | None = None
    target: Place | None = None
    expiry: str | None = None
    owner_id: int | None = None
    package: str | None = None
    sscc: str | None = None
    reason: str | None = None
    expected: Decimal | None = None
    counted: Decimal | None = None
    creates_lots: bool = False
