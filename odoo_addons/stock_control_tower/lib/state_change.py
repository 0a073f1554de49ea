# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock that changes its state without moving: which event says so?"""

_KINDS = {
    ("available", "quarantined"): "quality_hold_placed",
    ("available", "damaged"): "quality_hold_placed",
    ("quarantined", "damaged"): "quality_hold_placed",
    ("quarantined", "available"): "quality_hold_released",
    ("damaged", "available"): "quality_hold_released",
    ("returned", "available"): "return_inspected",
    ("returned", "quarantined"): "return_inspected",
    ("returned", "damaged"): "return_inspected",
}


def state_change_kind(before, after, quantity):
    """Return the kind that moves `quantity` from state to state.

    Less than nothing is held by nobody: a negative figure changes its state without
    a meaning of its own. What leaves or enters the ledger is a repair of it.
    """
    if "outside" in (before, after):
        return "ledger_self_healed"
    if quantity < 0:
        return "stock_moved"
    return _KINDS.get((before, after), "stock_moved")
