# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which figures of which warehouses does a planned event speak of?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Touched:
    """One figure that one line changes, counts or announces.

    `keys` are what counts know it by: (product, location, lot name or None, owner).
    `is_whole`: the line speaks of everything there, not of one package. Goods may have
    come from, or gone to, any location of `location_class` inside `area_id`.
    """

    path: str
    warehouse_id: int | None
    state: str | None
    keys: tuple = ()
    is_whole: bool = True
    area_id: int | None = None
    location_class: str | None = None


def touched_by(lines):
    """Return the list of `Touched` of planned lines.

    What lies outside the ledger is nobody's figure. Stock in transit belongs to the
    warehouse at the other side of the line; a notice only has a warehouse.
    """
    touched = []
    for line in lines:
        places = [place for place in (line.source, line.target) if place]
        for place in places:
            keys = (
                (line.product_id, place.location_id, name, line.owner_id)
                for name, _quantity in line.lots
            )
            touched.append(
                Touched(
                    path=line.path,
                    warehouse_id=place.warehouse_id or line.warehouse_id,
                    state=place.state,
                    keys=tuple(keys) if place.location_id else (),
                    is_whole=not (line.package or line.sscc),
                    area_id=place.area_id,
                    location_class=place.location_class,
                )
            )
        if not places:
            touched.append(Touched(line.path, line.warehouse_id, None))
    return touched


def counted_keys(delivery):
    """Return the keys of the figures that a count anchors; empty for other kinds."""
    if delivery.mode != "count":
        return []
    return [key for each in delivery.touched if each.is_whole for key in each.keys]


def named_places(event):
    """Return the (path, place) of every warehouse of an event that is only kept.

    Their bins are left out: they are understood when the event is reconciled.
    """
    data = event["data"]
    places = [("/data/location", data.get("location"))]
    for number, line in enumerate(data["lines"]):
        places.append((f"/data/lines/{number}/location", line.get("location")))
    return [
        (path, {name: place[name] for name in place if name != "bin"})
        for path, place in places
        if place
    ]


def direction(line):
    """Return which way a planned line moves stock: in, out or internal."""
    if line.source is None:
        return "in"
    return "out" if line.target is None else "internal"
