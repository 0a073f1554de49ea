# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which warehouse and which of its locations does a line speak of?

The partner's own words come first, then Odoo's codes, barcodes and names.
"""

from ..refusals import refuse
from .resolution import Refused


def resolve_place(place, header, path, sender, facts):
    """Return (`Warehouse`, location id or None when no bin is named).

    :param place: the line's own place, else the event's (`header`)
    """
    if not place:
        raise Refused(refuse("unknown_warehouse", path, warehouse=""))
    name, gln = place.get("bin"), place.get("gln")
    if header and header["warehouse"] == place["warehouse"]:
        name = header.get("bin") if name is None else name
        gln = header.get("gln") if gln is None else gln
    mapping = facts.mappings.place(place["warehouse"], name)
    warehouse = _resolve_warehouse(place["warehouse"], mapping, gln, path, facts)
    _check_scope(warehouse, place["warehouse"], path, sender, facts)
    if name is None:
        return warehouse, None
    where = f"{path}/bin"
    if mapping and mapping.bin:
        return warehouse, _mapped_bin(mapping, name, where, warehouse, facts)
    return warehouse, _resolve_bin(name, where, warehouse, facts)


def _resolve_warehouse(code, mapping, gln, path, facts):
    mapping = mapping or facts.mappings.place(code)
    by_code = (
        _by_id(mapping.warehouse_id, facts) if mapping else facts.warehouses.get(code)
    )
    by_gln = gln and facts.mappings.place_by_gln(gln)
    by_gln = _by_id(by_gln.warehouse_id, facts) if by_gln else None
    if by_code and by_gln and by_code.id != by_gln.id:
        raise Refused(
            refuse(
                "location_mismatch",
                path,
                warehouse=code,
                warehouse_code=by_code.code,
                gln=gln,
                gln_code=by_gln.code,
            )
        )
    warehouse = by_code or by_gln
    if warehouse is None:
        raise Refused(refuse("unknown_warehouse", f"{path}/warehouse", warehouse=code))
    return warehouse


def _by_id(warehouse_id, facts):
    for warehouse in facts.warehouses.values():
        if warehouse.id == warehouse_id:
            return warehouse
    return None


def _check_scope(warehouse, code, path, sender, facts):
    if not sender.warehouse_ids or warehouse.id in sender.warehouse_ids:
        return
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


def _mapped_bin(mapping, name, path, warehouse, facts):
    """Return the location of a mapped bin; None when it stands for the warehouse."""
    if mapping.location_id is None:
        return None
    known = facts.locations.get(mapping.location_id)
    if not known:
        detail = ": what it is mapped to is archived or of another company"
        raise _unknown(name, path, warehouse, detail)
    location = known[0]
    if not location.path.startswith(warehouse.view_path):
        raise _elsewhere(location, name, path, warehouse)
    return _storage(location, name, path, warehouse)


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
            raise _elsewhere(elsewhere, name, path, warehouse)
    raise _unknown(name, path, warehouse, "")


def _storage(location, name, path, warehouse):
    if location.usage != "internal":
        detail = f": {location.full_name} is of type {location.usage}"
        raise _unknown(name, path, warehouse, detail)
    return location.id


def _elsewhere(location, name, path, warehouse):
    return Refused(
        refuse(
            "location_not_in_warehouse",
            path,
            bin=name,
            actual=location.full_name,
            warehouse=warehouse.code,
        )
    )


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
