"""Watches the state of stock while something changes it that moves nothing.

Movements must not pass it: they would tell the old state of what has the new one, or be
missing in what it tells. They take no lock for that, they are too many; all of them
change a quant, or add one that refers to its location and lot, and that is where they
meet whoever changes the state. (docs/adr/0009-states-and-movements.md)
"""

import json
from contextlib import contextmanager

from odoo.exceptions import ConcurrencyError
from psycopg2.errors import LockNotAvailable

from ...lib.state_change import state_change_kind
from .outbox_emit import QUANT_KEY
from .sql import statement

# Context key: id of the inbox row whose event makes the change.
CAUSE = "stock_control_tower_cause"
_FIGURES = statement("state_figures", state=statement("state"))
_LOCK = statement("state_lock", nowait="")
_LOCK_NOW = statement("state_lock", nowait="NOWAIT")
_TOUCH = statement("state_touch")


@contextmanager
def watched(env, reason, locations=(), lots=()):
    """Emit what the code in the block does to the state of stock.

    :param locations: records; what lies inside them counts too
    :param lots: records
    :raise ConcurrencyError: somebody moves stock there; it is over now, start anew
    """
    outbox = env["stock.tower.outbox"].sudo()
    _keep_movements_out(env, locations, lots)
    before = _figures(env, locations, lots)
    yield
    env.flush_all()
    after = _figures(env, locations, lots)
    _touch(env, [key for key in before if before[key][0] != after[key][0]])
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


def _keep_movements_out(env, locations, lots):
    scope = _scope(env, locations, lots)
    try:
        with env.cr.savepoint(flush=False):
            env.cr.execute(_LOCK_NOW, scope, log_exceptions=False)
    except LockNotAvailable as busy:
        # What the others do will not be in our snapshot, even once they have ended.
        env.cr.execute(_LOCK, scope)
        raise ConcurrencyError("Stock moved where its state was to change.") from busy


def _touch(env, keys):
    if keys:
        rows = [dict(zip(QUANT_KEY, key, strict=True)) for key in keys]
        env.cr.execute(_TOUCH, {"keys": json.dumps(rows)})


def _scope(env, locations, lots):
    env["stock.quant"].flush_model()
    env["stock.lot"].flush_model(["tower_hold", "tower_expired"])
    env["stock.location"].flush_model(["usage", "parent_path", "tower_effective_state"])
    paths = [f"{location.parent_path}%" for location in locations]
    return {"paths": paths, "lots": [lot.id for lot in lots]}


def _figures(env, locations, lots):
    env.cr.execute(_FIGURES, _scope(env, locations, lots))
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
