# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Between which locations does a line move stock, and do their states agree?"""

from dataclasses import dataclass

from ..refusals import refuse
from .place import resolve_place
from .planned import Place
from .resolution import Refused

HOLD_KINDS = ("quality_hold_placed", "quality_hold_released")
_STOCK_STATES = ("available", "reserved")


@dataclass(frozen=True)
class Side:
    """A side as named: `location_id` is None without a bin."""

    name: str
    state: str
    path: str
    warehouse: object
    location_id: int | None


def resolve_side(name, line, data, path, sender, facts):
    """Return the `Side` called `name` of a line, or None when it is outside.

    The event's bin stands in for a side that names none; where both sides are on
    hand, for `from` only: what was at the bin is now somewhere else.
    """
    side = line.get(name)
    if side is None or side["state"] == "outside":
        return None
    state = side["state"]
    if state == "in_transit":
        if "bin" in side.get("location", ()):
            raise Refused(_no_effect(data["kind"], line, path, " in a bin"))
        return Side(name, state, f"{path}/{name}", None, None)
    header = data.get("location")
    if header and name == "to" and _on_hand(line.get("from")):
        header = {key: value for key, value in header.items() if key != "bin"}
    own = "location" in side
    place = side["location"] if own else header
    where = f"{path}/{name}/location" if own else "/data/location"
    warehouse, location_id = own_place(place, header, where, sender, facts)
    return Side(name, state, where, warehouse, location_id)


def own_place(place, header, path, sender, facts):
    """`resolve_place`, telling another company's warehouse from an unknown one."""
    try:
        return resolve_place(place, header, path, sender, facts)
    except Refused as refused:
        unknown = refused.refusal.code == "unknown_warehouse"
        if (
            not (unknown and place)
            or place["warehouse"] not in facts.foreign_warehouses
        ):
            raise
    raise Refused(
        refuse(
            "wrong_company",
            f"{path}/warehouse",
            partner=sender.code,
            warehouse=place["warehouse"],
        )
    )


def _on_hand(side):
    return bool(side) and side["state"] not in ("outside", "in_transit")


def check_states(kind, line, path):
    """Refuse what no movement can do: `reserved` changes by reservations only."""
    source, target = line.get("from") or {}, line.get("to") or {}
    if source.get("state") == "outside" == target.get("state"):
        raise Refused(_no_effect(kind, line, path, ""))
    becomes_reserved = target.get("state") == "reserved" != source.get("state")
    if becomes_reserved and kind != "shipment_voided":
        raise Refused(_no_effect(kind, line, path, ""))


def settle(side, kind, line, path, held, facts):
    """Return the `Place` of a side.

    :param held: all of the line's lots are on hold or expired: where the location is
        sellable, their stock counts as quarantined
    """
    if side.state == "in_transit":
        if facts.transit_id is None:
            detail = ": the company has no transit location"
            raise Refused(_no_effect(kind, line, path, detail))
        return Place(None, facts.transit_id, side.state, facts.transit_id)
    warehouse = side.warehouse
    if side.location_id is not None:
        _check_class(side, kind, held, facts)
        return Place(warehouse.id, side.location_id, side.state, side.location_id, True)
    if side.state in _STOCK_STATES:
        return Place(warehouse.id, warehouse.stock_id, side.state, warehouse.stock_id)
    own = facts.state_locations.get((warehouse.id, side.state))
    if own is None and held and side.state == "quarantined":
        own = warehouse.stock_id
    if own is None and not _may_hold_lots(side, kind, line):
        detail = f": no location of warehouse '{warehouse.code}' has that stock state"
        raise Refused(_no_effect(kind, line, path, detail))
    area = facts.view_locations[warehouse.id]
    return Place(warehouse.id, own, side.state, area)


def names_lots(line):
    return "lot" in line or "serials" in line


def _may_hold_lots(side, kind, line):
    placed = kind == "quality_hold_placed" and side.name == "to"
    return placed and side.state == "quarantined" and names_lots(line)


def _check_class(side, kind, held, facts):
    known = facts.location_states[side.location_id]
    wanted = "available" if side.state == "reserved" else side.state
    actual = known.state or "available"
    if wanted == actual or (held and wanted == "quarantined" and actual == "available"):
        return
    raise Refused(
        refuse(
            "state_mismatch",
            f"{side.path}/bin",
            location=known.full_name,
            actual=known.state or "not classed, so it counts as available",
            state=side.state,
        )
    )


def _no_effect(kind, line, path, detail):
    return refuse(
        "state_not_mapped",
        path,
        kind=kind,
        from_state=(line.get("from") or {}).get("state"),
        to_state=(line.get("to") or {}).get("state"),
        detail=detail,
    )
