# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A count sets a figure, and only if the figure is the one it was made against."""

from decimal import Decimal

from ..refusals import refuse
from .item import resolve_lots
from .resolution import Refused


def counted_lots(line, path, product, counted, facts, may_create):
    """Return ((lot name or None, counted quantity), …) of a count's line.

    Several serials were each counted once; nothing counted means none of them.
    """
    pieces = len(line["serials"]) if "serials" in line else 1
    serial = product.tracking == "serial" or "serials" in line
    total = Decimal(pieces) if serial and not counted else counted
    as_told = {**line, "quantity": line["countedQuantity"]}
    lots = resolve_lots(as_told, path, product, total, facts, may_create)
    if counted:
        return lots
    return tuple((name, counted) for name, _quantity in lots)


def check_difference(line, path, quantity, expected, counted):
    """Refuse a count whose difference is not that of its own two figures."""
    if expected is None:
        return
    sides = [line["from"]["state"], line["to"]["state"]]
    booked = quantity * (sides[0] == "outside") - quantity * (sides[1] == "outside")
    if counted - expected != booked:
        raise Refused(
            refuse(
                "count_inconsistent",
                f"{path}/quantity",
                counted=f"{counted.normalize():f}",
                expected=f"{expected.normalize():f}",
                booked=f"{booked.normalize():f}",
            )
        )
