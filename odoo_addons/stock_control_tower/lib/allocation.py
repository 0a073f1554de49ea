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
    lot_id: int | None
    package_id: int | None
    quantity: Decimal
    reserved: Decimal
    rank: tuple


@dataclass(frozen=True)
class Draw:
    """`quantity` taken from one place."""

    location_id: int
    lot_id: int | None
    package_id: int | None
    quantity: Decimal


class Allocator:
    """Hands out shelves; what one line took, the next does not find."""

    def __init__(self, shelves):
        """:param shelves: dict (product id, lot id or None) -> list of `Shelf`"""
        self._shelves = {
            key: sorted(each, key=lambda shelf: shelf.rank)
            for key, each in shelves.items()
        }
        self._taken = defaultdict(Decimal)

    def draw(self, product_id, lot_id, area_id, area_path, quantity):
        """Return the `Draw`s that make up `quantity`.

        Free stock first, then stock reserved for others, then beyond what is there.

        :param area_path: `parent_path` of the area; its sublocations count
        """
        shelves = [
            shelf
            for shelf in self._shelves.get((product_id, lot_id), ())
            if shelf.path.startswith(area_path)
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
            takes[area_id, None] += quantity
        return [
            Draw(location_id, lot_id, package_id, take)
            for (location_id, package_id), take in takes.items()
        ]

    def put(self, product_id, lot_id, location_id, path, quantity):
        """Let stock that arrived earlier in the batch be drawn by later lines."""
        shelves = self._shelves.setdefault((product_id, lot_id), [])
        rank = ("arrived", len(shelves))
        shelves.append(
            Shelf(location_id, path, lot_id, None, quantity, Decimal(0), rank)
        )

    def _left(self, shelf, respects_reserved):
        left = shelf.quantity - self._taken[shelf]
        return left - shelf.reserved if respects_reserved else left
