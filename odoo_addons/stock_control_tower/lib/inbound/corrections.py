# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""May a correction take back this much of what it corrects?"""

from collections import defaultdict
from decimal import Decimal


def excess(lines, moved, taken_back):
    """Return (line, moved, taken back, wanted) of the first line that goes too far.

    None when all stay within what the corrected events moved. All quantities are
    in the product's own unit, per product and lot, whatever the direction.

    :param lines: `PlannedLine`s of the correction
    :param moved: dict (product id, lot name or None) -> Decimal
    :param taken_back: the same for earlier corrections
    """
    wanted = defaultdict(Decimal)
    for line in lines:
        for name, quantity in line.lots:
            key = (line.product_id, name)
            wanted[key] += quantity
            had, gone = moved.get(key, Decimal(0)), taken_back.get(key, Decimal(0))
            if wanted[key] + gone > had:
                return line, had, gone, wanted[key]
    return None
