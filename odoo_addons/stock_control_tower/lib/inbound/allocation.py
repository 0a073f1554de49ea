# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where does stock that left a location come from, when only its area is known?

Goods that have left have left: what Odoo does not find is taken from the area's own
location, which may then be negative. That is a finding, not a reason to refuse.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Spot:
    """A location: `path` is its `parent_path`, `location_class` as in `Place`."""

    location_id: int
    path: str
    location_class: str


@dataclass(frozen=True)
class Shelf:
    """A quant's worth of stock. `rank` sorts by the product's removal strategy."""

    spot: Spot
    package_id: int | None
    quantity: Decimal
    reserved: Decimal
    rank: tuple
    held: bool = False  # its lot is on hold or expired


@dataclass(frozen=True)
class Area:
    """What a line may draw on, and the spot that answers for what is not there.

    `package_id` is preferred, or with `only_package` the only one that counts.
    `ignores_holds` goes by the locations alone.
    """

    path: str
    location_class: str | None
    spot: Spot
    package_id: int | None = None
    only_package: bool = False
    ignores_holds: bool = False

    def holds(self, shelf):
        """Stock of a held lot may be called quarantined wherever it is sellable."""
        if not shelf.spot.path.startswith(self.path):
            return False
        if self.only_package and shelf.package_id != self.package_id:
            return False
        own = shelf.spot.location_class
        if self.location_class in (None, own):
            return True
        held = shelf.held and not self.ignores_holds
        return held and (self.location_class, own) == ("quarantined", "available")


@dataclass(frozen=True)
class Draw:
    """`quantity` taken from one place."""

    location_id: int
    package_id: int | None
    quantity: Decimal


class Allocator:
    """Hands out shelves; what one line took, the next does not find.

    A key is (product id, lot id or None, owner id or None).
    """

    def __init__(self, shelves):
        """:param shelves: dict key -> list of `Shelf`"""
        self._shelves = {
            key: sorted(each, key=lambda shelf: shelf.rank)
            for key, each in shelves.items()
        }
        self._taken = defaultdict(Decimal)
        self._journal = []

    def draw(self, key, area, quantity):
        """Return the `Draw`s that make up `quantity`, and how much was not there.

        Free stock first, then stock reserved for others, then beyond what is there.
        """
        shelves = self._in(key, area)
        if area.package_id:
            shelves.sort(key=lambda shelf: shelf.package_id != area.package_id)
        takes = defaultdict(Decimal)
        for respects_reserved in (True, False):
            for shelf in shelves:
                if not quantity:
                    break
                take = min(quantity, self._left(shelf, respects_reserved))
                if take > 0:
                    takes[shelf.spot.location_id, shelf.package_id] += take
                    self._take(shelf, take)
                    quantity -= take
        if quantity:
            package_id = area.package_id or None if area.only_package else None
            takes[area.spot.location_id, package_id] += quantity
            self.put(key, area.spot, -quantity, package_id)
        draws = [
            Draw(location_id, package_id, take)
            for (location_id, package_id), take in takes.items()
        ]
        return draws, quantity

    def put(self, key, spot, quantity, package_id=None):
        """Let stock that arrived earlier in the batch be found by later lines."""
        shelves = self._shelves.setdefault(key, [])
        rank = ("arrived", len(shelves))
        shelves.append(Shelf(spot, package_id, quantity, Decimal(0), rank))
        self._journal.append((shelves.pop, ()))

    def figure(self, key, area):
        """Return how much is in an area, reserved or not; may be negative."""
        return sum((self._left(shelf, False) for shelf in self._in(key, area)), _ZERO)

    def mark(self):
        """Return a point to go `back` to."""
        return len(self._journal)

    def back(self, mark):
        """Forget everything since `mark`."""
        while len(self._journal) > mark:
            undo, arguments = self._journal.pop()
            undo(*arguments)

    def _in(self, key, area):
        return [shelf for shelf in self._shelves.get(key, ()) if area.holds(shelf)]

    def _take(self, shelf, quantity):
        self._taken[shelf] += quantity
        self._journal.append((self._give_back, (shelf, quantity)))

    def _give_back(self, shelf, quantity):
        self._taken[shelf] -= quantity

    def _left(self, shelf, respects_reserved):
        left = shelf.quantity - self._taken[shelf]
        return left - shelf.reserved if respects_reserved else left


_ZERO = Decimal(0)
