# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where does stock that left a location come from, when only its area is known?

Goods that have left have left: what Odoo does not find is taken from the area's own
location, which may then be negative. That is a finding, not a reason to refuse.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Shelf:
    """A quant's worth of stock. `rank` sorts by the product's removal strategy."""

    location_id: int
    path: str
    location_class: str
    package_id: int | None
    quantity: Decimal
    reserved: Decimal
    rank: tuple
    held: bool = False  # its lot is on hold or expired

    def fits(self, location_class):
        """Held stock is found as what the partner may still take it for, too."""
        if location_class in (None, self.location_class):
            return True
        held_as = self.held and self.location_class == "available"
        return held_as and location_class == "quarantined"


@dataclass(frozen=True)
class Draw:
    """`quantity` taken from one place."""

    location_id: int
    package_id: int | None
    quantity: Decimal


class Allocator:
    """Hands out shelves; what one line took, the next does not find."""

    def __init__(self, shelves):
        """:param shelves: dict (product id, lot id, owner id) -> list of `Shelf`"""
        self._shelves = {
            key: sorted(each, key=lambda shelf: shelf.rank)
            for key, each in shelves.items()
        }
        self._taken = defaultdict(Decimal)

    def draw(self, key, location_id, area_path, location_class, quantity):
        """Return the `Draw`s that make up `quantity`.

        Free stock first, then stock reserved for others, then beyond what is there.

        :param location_id: where to take what is beyond
        :param area_path: `parent_path` of the area; its sublocations count
        :param location_class: see `Place`
        """
        shelves = [
            shelf
            for shelf in self._shelves.get(key, ())
            if shelf.path.startswith(area_path) and shelf.fits(location_class)
        ]
        takes = defaultdict(Decimal)
        for respects_reserved in (True, False):
            for shelf in shelves:
                if not quantity:
                    break
                take = min(quantity, self._left(shelf, respects_reserved))
                if take > 0:
                    takes[shelf.location_id, shelf.package_id] += take
                    self._taken[shelf] += take
                    quantity -= take
        if quantity:
            takes[location_id, None] += quantity
        return [
            Draw(at_id, package_id, take) for (at_id, package_id), take in takes.items()
        ]

    def put(self, key, location_id, path, location_class, quantity):
        """Let stock that arrived earlier in the batch be drawn by later lines."""
        shelves = self._shelves.setdefault(key, [])
        rank = ("arrived", len(shelves))
        shelves.append(
            Shelf(location_id, path, location_class, None, quantity, Decimal(0), rank)
        )

    def _left(self, shelf, respects_reserved):
        left = shelf.quantity - self._taken[shelf]
        return left - shelf.reserved if respects_reserved else left
