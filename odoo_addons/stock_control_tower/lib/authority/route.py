# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happens to a good event: apply it, keep it, refuse it, or let it wait?

The first rule that holds decides: the flow is off; the business key is used up; a
snapshot moves nothing; shadow mode; somebody else is authoritative; what it corrects
had no effect; a count stands; its time has not come.
"""

from dataclasses import dataclass
from datetime import datetime

from ..records import Record, keep
from ..refusals import Refusal, refuse
from .authority import overruling
from .route_facts import LIVE, OFF
from .timeliness import due_at, is_late


@dataclass(frozen=True)
class Route:
    """The decision: `refusal`, `record` or `wait_until`; none of them means apply."""

    refusal: Refusal | None = None
    record: Record | None = None
    wait_until: datetime | None = None
    flow_id: int | None = None
    is_late: bool = False


def route(delivery, facts, now, is_due=False):
    """Return the `Route` of a valid, planned event.

    :param now: naive UTC datetime
    :param is_due: it has waited already, so its time has come
    """
    partner = delivery.sender
    flows = {
        warehouse_id: facts.flow(partner.id, warehouse_id)
        for warehouse_id in delivery.warehouses
    }
    until, deciding = _waiting(partner.id, flows, facts, now)
    late = any(
        is_late(now, delivery.happened_at, flow.timeliness) for flow in flows.values()
    )
    common = {"flow_id": deciding.id, "is_late": late and not is_due}
    refusal = _refused(delivery, flows, facts)
    if refusal:
        return Route(refusal=refusal, **common)
    record = _recorded(delivery, flows, facts)
    if record:
        return Route(record=record, **common)
    return Route(wait_until=None if is_due else until, **common)


def _waiting(partner_id, flows, facts, now):
    """Return (when the last of the flows is ready or None, that flow).

    What comes while earlier events still wait for one of its warehouses goes behind
    them: it is due no earlier than they are, whatever its own flow says by now.
    """
    until, deciding = None, next(iter(flows.values()))
    for warehouse_id, flow in flows.items():
        _name, zone = facts.warehouse(warehouse_id)
        own = due_at(now, flow.timeliness, zone)
        others = facts.backlog.get((partner_id, warehouse_id))
        for due in (own, others and max(others, now)):
            if due and (until is None or due > until):
                until, deciding = due, flow
    return until, deciding


def _refused(delivery, flows, facts):
    partner = delivery.sender
    for warehouse_id, flow in flows.items():
        if flow.mode == OFF:
            return refuse(
                "flow_off",
                partner=partner.code,
                warehouse=facts.warehouse(warehouse_id)[0],
            )
    holder = facts.keys.get((partner.id, delivery.business_key))
    if holder is None or delivery.is_correction:
        return None
    if holder.event_id == delivery.screened.event_id:
        return None
    return refuse(
        "duplicate_business_key",
        path="/data/businessKey",
        key=delivery.business_key[:200],
        event_id=holder.event_id,
        outcome=holder.outcome,
        at=holder.at,
    )


def _recorded(delivery, flows, facts):
    partner = delivery.sender
    if delivery.mode == "snapshot":
        return keep("snapshot_kept")
    for warehouse_id, flow in flows.items():
        if flow.mode != LIVE:
            name, _zone = facts.warehouse(warehouse_id)
            return keep("mode_shadow", partner=partner.code, warehouse=name)
    rows = facts.authority.get(partner.company_id, ())
    overruled = overruling(rows, partner.id, delivery.kind, delivery.touched)
    if overruled:
        row, each = overruled
        return keep(
            "not_authoritative",
            path=each.path,
            authority=row.name,
            state=each.state,
            warehouse=facts.warehouse(each.warehouse_id)[0],
            kind=delivery.kind,
        )
    for event_id in delivery.corrects:
        known = facts.events.get((partner.id, event_id))
        if known and known.outcome == "recorded":
            return keep(
                "corrects_recorded",
                path="/data/correction/correctsEventIds",
                event_id=event_id,
            )
    return _behind_count(delivery, facts)


def _behind_count(delivery, facts):
    """A movement up to a count is in that count already; so is an earlier count."""
    if delivery.mode not in ("delta", "count"):
        return None
    moment = delivery.happened_at
    for each in delivery.touched:
        for key in each.keys:
            counted_at, inside = facts.last_count(each, key) or (None, None)
            if counted_at is None or moment > counted_at:
                continue
            if delivery.mode == "count" and moment == counted_at:
                continue
            return keep(
                "late_behind_count",
                path=each.path,
                item=_item(delivery, each.path),
                where=inside and f" in {inside}",
                counted_at=f"{counted_at:%FT%TZ}",
                time=delivery.event["time"],
                contains="may contain" if inside else "contains",
            )
    return None


def _item(delivery, path):
    item = delivery.event["data"]["lines"][int(path.rsplit("/", 1)[1])]["item"]
    return f"'{item.get('sku') or item.get('gtin')}'"
