"""Watches the state of stock while something changes it that moves nothing."""

from contextlib import contextmanager

from ...lib.state_change import state_change_kind
from .outbox_emit import QUANT_KEY
from .sql import statement

# Context key: id of the inbox row whose event makes the change.
CAUSE = "stock_control_tower_cause"
_FIGURES = statement("state_figures", state=statement("state"))


@contextmanager
def watched(env, reason, locations=(), lots=()):
    """Emit what the code in the block does to the state of stock.

    :param locations: records; what lies inside them counts too
    :param lots: records
    """
    outbox = env["stock.tower.outbox"].sudo()
    before = _figures(env, locations, lots)
    yield
    env.flush_all()
    after = _figures(env, locations, lots)
    keys = before.keys() | after.keys()
    outbox._emit_reserved(falling=True, keys=keys)
    caused = {"inbox_id": env.context.get(CAUSE)}
    outbox._emit_facts(
        [
            _fact(key, before[key], after[key], reason) | caused
            for key in before.keys() & after.keys()
            if before[key][0] != after[key][0] and before[key][1]
        ]
    )
    outbox._touch_reserved(keys)


def _figures(env, locations, lots):
    env["stock.quant"].flush_model()
    env["stock.lot"].flush_model(["tower_hold", "tower_expired"])
    env["stock.location"].flush_model(["usage", "parent_path", "tower_effective_state"])
    paths = [f"{location.parent_path}%" for location in locations]
    env.cr.execute(_FIGURES, {"paths": paths, "lots": [lot.id for lot in lots]})
    return {
        tuple(key): (state, quantity) for *key, state, quantity in env.cr.fetchall()
    }


def _fact(key, before, after, reason):
    (old, quantity), (new, _same) = before, after
    kind = state_change_kind(old, new, quantity)
    if quantity < 0:
        old, new = new, old
    fact = dict(zip(QUANT_KEY, key, strict=True))
    location = fact.pop("location_id")
    return {
        **fact,
        "result_package_id": fact["package_id"],
        "kind": kind,
        "reason": reason,
        "location_id": location,
        "location_dest_id": location,
        "from_state": old,
        "to_state": new,
        "quantity": float(abs(quantity)),
    }
