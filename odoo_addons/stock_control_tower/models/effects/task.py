from dataclasses import dataclass, field
from decimal import Decimal

from ...lib.inbound.fulfilment import Openings


@dataclass
class Desk:
    """The transfers that a run of events names, and what is still open on them.

    `candidates`: dict inbox id -> those that an event which names none could mean.
    """

    documents: list
    openings: Openings
    candidates: dict = field(default_factory=dict)


@dataclass
class Task:
    """What an event's line reports on one move. `lots`: ((name or None, Decimal), …).

    A `silent` one is about a step that nobody reported, but that must have happened.
    """

    delivery: object
    line: object
    move: object
    lots: tuple
    silent: bool = False

    @property
    def quantity(self):
        return sum((quantity for _name, quantity in self.lots), Decimal(0))


def document_of(picking):
    return {"model": "stock.picking", "id": picking.id, "reference": picking.name}


def package_name(line):
    """The name of the package that a line is in; its SSCC when it has no other."""
    return line.package or line.sscc


def own_origin(delivery, name):
    """The origin of a transfer that an event of this partner created."""
    return f"{delivery.partner_code}: {name}"


def deliveries_of(tasks):
    return list({id(task.delivery): task.delivery for task in tasks}.values())
