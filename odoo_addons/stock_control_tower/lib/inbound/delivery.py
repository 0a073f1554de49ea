# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One message on its way through a batch: what is known of it, step by step."""

from dataclasses import dataclass, field
from datetime import datetime

from ..records import Record
from ..refusals import Refusal
from .decoding import Decoded
from .screening import Screened, Sender, event_kind, event_time

NEW = "new"
DUPLICATE = "duplicate"
CONFLICT = "conflict"


@dataclass
class Delivery:
    """`answer` is None as long as nothing is stored: the event may come again.

    `lines`: what it means in Odoo; empty for an event that is only kept.
    `touched`: the figures it speaks of. `record`: the rule by which it moves nothing.
    `wait_until`: it takes effect then (naive UTC). `follows`: an earlier one of the
    batch has its business key. `borrows_lots`: it names lots that Odoo does not have
    and an earlier one of the batch may bring. `attempts`: how often it failed after it
    `has_waited`.
    """

    index: int
    partner_code: str
    decoded: Decoded
    sender: Sender | None
    screened: Screened
    role: str = NEW
    refusal: Refusal | None = None
    lines: list = field(default_factory=list)  # PlannedLine
    record: Record | None = None
    touched: list = field(default_factory=list)
    flow_id: int | None = None
    wait_until: datetime | None = None
    is_late: bool = False
    follows: bool = False
    borrows_lots: bool = False
    has_waited: bool = False
    attempts: int = 0
    inbox_id: int | None = None
    first: "Delivery | FirstAnswer | None" = None
    answer: dict | None = None
    documents: list = field(default_factory=list)
    conflict_of: int | None = None
    # What a person should know of an applied event: {code, message}
    notes: list = field(default_factory=list)

    @property
    def identity(self):
        """Key that two deliveries of one event share.

        Messages known only by their bytes are kept apart by partner: what one
        sends must not answer for another.
        """
        source, event_id = self.screened.source, self.screened.event_id
        return (source or f"\x01{self.partner_code}", event_id)

    @property
    def event(self):
        return self.decoded.event

    @property
    def kind(self):
        return event_kind(self.event) if self.event else None

    @property
    def mode(self):
        return self.event["data"]["mode"]

    @property
    def happened_at(self):
        return event_time(self.event)

    @property
    def corrects(self):
        """Ids of the events of the same source that this one compensates."""
        correction = self._correction or {}
        return list(dict.fromkeys(correction.get("correctsEventIds", ())))

    @property
    def is_correction(self):
        """Whether it takes back earlier events. One that names none is an event like
        any other: its business key counts."""
        return bool(self.corrects)

    @property
    def _correction(self):
        data = self.event.get("data") if self.event else None
        correction = data.get("correction") if isinstance(data, dict) else None
        return correction if isinstance(correction, dict) else None

    @property
    def warehouses(self):
        """Ids of the warehouses whose flows decide; None: stock outside them."""
        return list(dict.fromkeys(one.warehouse_id for one in self.touched)) or [None]

    @property
    def takes_effect(self):
        return not (self.refusal or self.record or self.wait_until)

    @property
    def references(self):
        """Documents that a valid event belongs to: ({type, id, line?}, …)."""
        return tuple(self.event["data"].get("references", ()))

    @property
    def business_key(self):
        data = self.event.get("data") if self.event else None
        key = data.get("businessKey") if isinstance(data, dict) else None
        return key[:512] if isinstance(key, str) and key else None


@dataclass(frozen=True)
class FirstAnswer:
    """The row of an identity that was answered in an earlier batch."""

    inbox_id: int
    body_hash: str
    answer: dict


def recognise(deliveries, stored):
    """Set `role` and `first` of each delivery; return those that are new.

    :param stored: dict identity -> `FirstAnswer`
    """
    firsts = dict(stored)
    new, keys = [], set()
    for delivery in deliveries:
        first = firsts.get(delivery.identity)
        if first is None:
            firsts[delivery.identity] = delivery
            new.append(delivery)
            if delivery.business_key and not delivery.is_correction:
                key = (delivery.partner_code, delivery.business_key)
                delivery.follows = key in keys
                keys.add(key)
            continue
        delivery.first = first
        same = _body_hash(first) == delivery.screened.body_hash
        delivery.role = DUPLICATE if same else CONFLICT
    return new


def _body_hash(first):
    if isinstance(first, Delivery):
        return first.screened.body_hash
    return first.body_hash
