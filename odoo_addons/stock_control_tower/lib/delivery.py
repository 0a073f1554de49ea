# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One message on its way through a batch: what is known of it, step by step."""

from dataclasses import dataclass, field

from .decoding import Decoded
from .inbound_screening import Screened, Sender, event_kind
from .refusals import Refusal

NEW = "new"
DUPLICATE = "duplicate"
CONFLICT = "conflict"


@dataclass
class Delivery:
    """`answer` is None as long as nothing is stored: the event may come again."""

    index: int
    partner_code: str
    decoded: Decoded
    sender: Sender | None
    screened: Screened
    role: str = NEW
    refusal: Refusal | None = None
    lines: list = field(default_factory=list)  # PlannedLine
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
    def corrects(self):
        """Ids of the events of the same source that this one compensates."""
        correction = self.event["data"].get("correction") or {}
        return list(dict.fromkeys(correction.get("correctsEventIds", ())))

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
    new = []
    for delivery in deliveries:
        first = firsts.get(delivery.identity)
        if first is None:
            firsts[delivery.identity] = delivery
            new.append(delivery)
            continue
        delivery.first = first
        same = _body_hash(first) == delivery.screened.body_hash
        delivery.role = DUPLICATE if same else CONFLICT
    return new


def _body_hash(first):
    if isinstance(first, Delivery):
        return first.screened.body_hash
    return first.body_hash
