# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From a valid event and the facts to what shall move, or to the refusal."""

from dataclasses import dataclass
from decimal import Decimal

from .inbound_item import resolve_item, resolve_lots, resolve_quantity
from .inbound_place import resolve_place
from .refusals import Refusal, refuse
from .resolution import Refused


@dataclass(frozen=True)
class PlannedMove:
    """One line's effect: `quantity` of a product into or out of a location.

    `lots` splits the quantity: ((name or None, Decimal), …) in the product's unit.
    """

    line_id: str
    inward: bool
    is_inventory: bool
    product_id: int
    unit_id: int
    quantity: Decimal
    warehouse_id: int
    location_id: int
    lots: tuple
    expiry: str | None = None


def plan_event(event, kind, sender, facts):
    """Return a list of `PlannedMove`, or the `Refusal` of the first bad line."""
    data = event["data"]
    try:
        return [
            _plan_line(kind, data, line, f"/data/lines/{index}", sender, facts)
            for index, line in enumerate(data["lines"])
        ]
    except Refused as refused:
        return refused.refusal


def _plan_line(kind, data, line, path, sender, facts):
    if "owner" in line:
        raise Refused(
            refuse("owner_not_supported", f"{path}/owner", owner=line["owner"])
        )
    inward, held = _held_side(kind, line, path)
    side = "to" if inward else "from"
    place = held.get("location") or data.get("location")
    warehouse, location_id = resolve_place(
        place,
        header=data.get("location"),
        path=f"{path}/{side}/location" if "location" in held else "/data/location",
        sender=sender,
        facts=facts,
    )
    if location_id is None and held["state"] not in _STOCK_STATES[inward]:
        raise Refused(_no_effect(kind, line, path, " without a bin"))
    product = resolve_item(line["item"], f"{path}/item", facts)
    quantity = resolve_quantity(line, path, product, facts)
    lots = resolve_lots(
        line, path, product, quantity, facts, inward and warehouse.creates_lots
    )
    return PlannedMove(
        line_id=line["lineId"],
        inward=inward,
        is_inventory=kind == "adjustment_posted",
        product_id=product.id,
        unit_id=product.unit.id,
        quantity=quantity,
        warehouse_id=warehouse.id,
        location_id=location_id or warehouse.stock_id,
        lots=lots,
        expiry=line.get("expiry"),
    )


# States that the warehouse's stock location stands for when no bin is named. What
# leaves may have been reserved; nothing arrives reserved.
_STOCK_STATES = {True: ("available",), False: ("available", "reserved")}
_ARRIVAL_STATES = ("available", "quarantined", "damaged", "returned")
_HELD_STATES = (*_ARRIVAL_STATES, "reserved")


def _held_side(kind, line, path):
    """Return (inward, the side inside the ledger) of a line."""
    source, target = line.get("from") or {}, line.get("to") or {}
    from_state, to_state = source.get("state"), target.get("state")
    arrives = from_state == "outside" and to_state in _ARRIVAL_STATES
    if arrives and kind != "shipment_dispatched":
        return True, target
    leaves = to_state == "outside" and from_state in _HELD_STATES
    if leaves and kind != "goods_received":
        return False, source
    raise Refused(_no_effect(kind, line, path, ""))


def _no_effect(kind, line, path, detail) -> Refusal:
    return refuse(
        "state_not_mapped",
        path,
        kind=kind,
        from_state=(line.get("from") or {}).get("state"),
        to_state=(line.get("to") or {}).get("state"),
        detail=detail,
    )
