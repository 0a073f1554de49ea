# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From a valid event and the facts to what shall happen, or to the refusal."""

from dataclasses import replace

from ..refusals import refuse
from .counting import check_difference, counted_lots
from .item import resolve_item, resolve_lots, resolve_quantity
from .owner import resolve_owner
from .planned import PlannedLine
from .resolution import Refused
from .side import (
    HOLD_KINDS,
    check_states,
    names_lots,
    own_place,
    resolve_side,
    settle,
)

# Kinds whose goods need not move: picked and packed goods may stay where they are.
_STAYING_KINDS = (*HOLD_KINDS, "cycle_count_posted", "packed", "pick_confirmed")


def plan_event(event, kind, sender, facts):
    """Return a list of `PlannedLine`, or the `Refusal` of the first bad line."""
    data = event["data"]
    try:
        return [
            _plan_line(kind, data, line, f"/data/lines/{index}", sender, facts)
            for index, line in enumerate(data["lines"])
        ]
    except Refused as refused:
        return refused.refusal


def _plan_line(kind, data, line, path, sender, facts):
    notice = data["mode"] == "notice"
    source = target = None
    if not notice:
        check_states(kind, line, path)
        source = resolve_side("from", line, data, path, sender, facts)
        target = resolve_side("to", line, data, path, sender, facts)
        target = _held_in_place(kind, line, source, target)
    warehouse = _warehouse(source, target, line, data, sender, facts)
    product = resolve_item(line["item"], f"{path}/item", facts)
    counting = kind == "cycle_count_posted"
    quantity = resolve_quantity(line, path, product, facts, zero=counting)
    expected = _figure("expectedQuantity", line, path, product, facts)
    counted = _figure("countedQuantity", line, path, product, facts)
    may_create = (
        source is None
        and warehouse is not None
        and warehouse.creates_lots
        and sender.lot_policy == "create"
    )
    if counting:
        check_difference(line, path, quantity, expected, counted)
        lots = counted_lots(line, path, product, counted, facts, may_create)
    else:
        lots = resolve_lots(line, path, product, quantity, facts, may_create)
    held = all((product.id, name) in facts.held_lots for name, _quantity in lots)
    places = [
        side and settle(side, kind, line, path, held, facts)
        for side in (source, target)
    ]
    _check_moves(kind, places, path, facts)
    return PlannedLine(
        line_id=line["lineId"],
        path=path,
        warehouse_id=warehouse and warehouse.id,
        product_id=product.id,
        unit_id=product.unit.id,
        quantity=quantity,
        lots=lots,
        source=places[0],
        target=places[1],
        expiry=line.get("expiry"),
        owner_id=resolve_owner(line, path, sender, facts),
        package=line.get("package"),
        sscc=line.get("sscc"),
        reason=line.get("reason"),
        expected=expected,
        counted=counted,
        creates_lots=may_create,
    )


def _held_in_place(kind, line, source, target):
    """A hold that names one bin twice is on the lot: its target names no bin."""
    if kind != "quality_hold_placed" or not names_lots(line):
        return target
    if source.location_id != target.location_id:
        return target
    return replace(target, location_id=None)


def _warehouse(source, target, line, data, sender, facts):
    """Return the warehouse a line is booked in; None for stock in transit only."""
    for side in (source, target):
        if side and side.warehouse:
            return side.warehouse
    if source or target:
        return None
    place = data.get("location") or line.get("to", {}).get("location")
    return own_place(place, None, "/data/location", sender, facts)[0]


def _figure(name, line, path, product, facts):
    if name not in line:
        return None
    return resolve_quantity(line, path, product, facts, name=name, zero=True)


def _check_moves(kind, places, path, facts):
    source, target = places
    if kind in _STAYING_KINDS or not source or not target:
        return
    if source.location_id == target.location_id:
        known = facts.location_states.get(source.location_id)
        name = known.full_name if known else "the same place"
        raise Refused(refuse("same_place", path, kind=kind, location=name))
