# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Did Odoo itself do what a partner reports?

A reported line is held against Odoo's own movements of the same family, direction,
product and warehouse within a day before and after it. A movement answers for one
line only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

MATCHED = "matched"
DIFFERS = "differs"
NOT_FOUND = "not_found"
WINDOW = timedelta(hours=24)

# What Odoo and a partner may call by different names is of one family: moving stock
# inside a warehouse is a putaway to one and a plain move to the other.
FAMILIES = {
    "goods_received": "receipt",
    "shipment_dispatched": "dispatch",
    "shipment_voided": "return",
    "return_received": "return",
    "transfer_dispatched": "transfer_out",
    "transfer_received": "transfer_in",
    "adjustment_posted": "adjustment",
    "cycle_count_posted": "adjustment",
    "return_inspected": "internal",
    "putaway_completed": "internal",
    "quality_hold_placed": "internal",
    "quality_hold_released": "internal",
    "pick_confirmed": "internal",
    "packed": "internal",
    "stock_moved": "internal",
}


@dataclass(frozen=True)
class Fact:
    """One reported line, or one movement of Odoo (`id` tells them apart).

    `about`: (family, direction, product id, warehouse id).
    """

    id: int
    about: tuple
    quantity: Decimal
    at: datetime


def compare(reported, booked):
    """Return dict id of a reported `Fact` -> (result, id of a booked one or None).

    Equal quantities find each other first, the nearest in time before others; what
    is left over differs from the nearest movement that nobody has claimed.
    """
    by_about = {}
    for fact in booked:
        by_about.setdefault(fact.about, []).append(fact)
    results = {fact.id: (NOT_FOUND, None) for fact in reported}
    taken = set()
    for result, fits in ((MATCHED, _equal), (DIFFERS, _any)):
        pairs = sorted(
            (abs(mine.at - theirs.at), mine.id, theirs.id)
            for mine in reported
            if results[mine.id][0] == NOT_FOUND
            for theirs in by_about.get(mine.about, ())
            if abs(mine.at - theirs.at) <= WINDOW and fits(mine, theirs)
        )
        for _distance, mine, theirs in pairs:
            if results[mine][0] == NOT_FOUND and theirs not in taken:
                results[mine] = (result, theirs)
                taken.add(theirs)
    return results


def _equal(mine, theirs):
    return mine.quantity == theirs.quantity


def _any(_mine, _theirs):
    return True
