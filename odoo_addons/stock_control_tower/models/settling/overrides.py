"""Is Odoo's own code all there is, or has somebody changed what the set-based way
stands in for?"""

import inspect

# What is not run, by model. A method that another module overrides, or that an
# automation rule has patched, means that Odoo's own way has to be taken.
_STOOD_IN_FOR = {
    "stock.move": ("_push_apply",),
    "stock.rule": ("_get_push_rule", "_search_rule"),
    "stock.move.line": (
        "_action_done",
        "_synchronize_quant",
        "_free_reservation",
        "_exclude_requiring_lot",
    ),
    "stock.quant": (
        "_gather",
        "_get_available_quantity",
        "_get_gather_domain",
        "_get_quants_by_products_locations",
        "_update_available_quantity",
        "_update_reserved_quantity",
        "create",
        "write",
    ),
}
_KNOWN = (
    "odoo.orm.",
    "odoo.models",
    "odoo.addons.base.models.",
    "odoo.addons.stock.models.",
    "odoo.addons.stock_control_tower.models.",
    # Reads its lines' production orders, which lines of partners' moves do not have.
    "odoo.addons.mrp.models.stock_move_line",
)
_CHANGED = {"quantity", "reserved_quantity", "in_date"}


def changed_by(env):
    """Return who has changed what, as text for people; None when nobody has."""
    for model, names in _STOOD_IN_FOR.items():
        for cls in type(env[model]).mro():
            for name in names:
                function = cls.__dict__.get(name)
                if function is not None and not _is_known(function):
                    return f"{model}.{name} ({_module(function)})"
    for check in env["stock.quant"]._constraint_methods:
        if not _CHANGED.isdisjoint(check._constrains):
            return f"stock.quant.{check.__name__} ({_module(check)})"
    return None


def _is_known(function):
    return _module(function).startswith(_KNOWN)


def _module(function):
    return getattr(inspect.unwrap(function), "__module__", None) or "unknown"
