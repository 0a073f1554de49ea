# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which warehouse and which of its locations does a line speak of?"""

from .refusals import refuse
from .resolution import Refused


def resolve_place(place, header, path, sender, facts):
    """Return (`Warehouse`, location id or None when no bin is named).

    :param place: the line's own place, else the event's (`header`)
    """
    if not place:
        raise Refused(refuse("unknown_warehouse", path, warehouse=""))
    warehouse = _resolve_warehouse(place["warehouse"], path, sender, facts)
    name = place.get("bin")
    if name is None and header and header["warehouse"] == place["warehouse"]:
        name = header.get("bin")
    if name is None:
        return warehouse, None
    return warehouse, _resolve_bin(name, f"{path}/bin", warehouse, facts)


def _resolve_warehouse(code, path, sender, facts):
    warehouse = facts.warehouses.get(code)
    if warehouse is None:
        raise Refused(refuse("unknown_warehouse", f"{path}/warehouse", warehouse=code))
    if sender.warehouse_ids and warehouse.id not in sender.warehouse_ids:
        allowed = sorted(
            known.code
            for known in facts.warehouses.values()
            if known.id in sender.warehouse_ids
        )
        raise Refused(
            refuse(
                "warehouse_not_allowed",
                f"{path}/warehouse",
                partner=sender.code,
                warehouse=code,
                allowed=", ".join(allowed) or "none of those in this batch",
            )
        )
    return warehouse


def _resolve_bin(name, path, warehouse, facts):
    """Barcode before full name before name; a name counts inside the warehouse."""
    known = facts.locations.get(name, ())
    inside = [one for one in known if one.path.startswith(warehouse.view_path)]
    for attribute in ("barcode", "full_name", "name"):
        matches = [one for one in inside if getattr(one, attribute) == name]
        if len(matches) > 1:
            raise _unknown(name, path, warehouse, f": {len(matches)} have that name")
        if matches:
            return _storage(matches[0], name, path, warehouse)
    for elsewhere in known:
        if name in (elsewhere.barcode, elsewhere.full_name):
            raise Refused(
                refuse(
                    "location_not_in_warehouse",
                    path,
                    bin=name,
                    actual=elsewhere.full_name,
                    warehouse=warehouse.code,
                )
            )
    raise _unknown(name, path, warehouse, "")


def _storage(location, name, path, warehouse):
    if location.usage != "internal":
        detail = f": {location.full_name} is of type {location.usage}"
        raise _unknown(name, path, warehouse, detail)
    return location.id


def _unknown(name, path, warehouse, detail):
    return Refused(
        refuse(
            "unknown_location",
            path,
            warehouse=warehouse.code,
            bin=name,
            detail=detail,
        )
    )
