# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the routing of a batch knows, and how a batch is cut so that it stays true."""

from dataclasses import dataclass, field
from datetime import UTC

from ..inbound.touched import counted_keys
from .timeliness import Timeliness

OFF = "off"
SHADOW = "shadow"
LIVE = "live"
# What has used up a business key.
HOLDING = ("applied", "recorded", "waiting")


@dataclass(frozen=True)
class Flow:
    """How one partner's events for one warehouse are treated.

    `id` None: nobody has decided on this warehouse, so nothing is applied.
    """

    id: int | None = None
    mode: str = SHADOW
    timeliness: Timeliness = field(default_factory=Timeliness)


@dataclass(frozen=True)
class Known:
    """An earlier event of the same partner."""

    event_id: str
    outcome: str
    at: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """A location: `path` has the ids of itself and of those around it."""

    path: tuple
    location_class: str
    name: str


@dataclass
class RouteFacts:
    """What the decisions of a batch are made on; `learn` keeps it true meanwhile."""

    flows: dict = field(default_factory=dict)  # partner -> {warehouse or None: Flow}
    authority: dict = field(default_factory=dict)  # company -> [AuthorityRow]
    # (product, lot name or None, owner) -> {location: naive UTC of its last count}
    counts: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)  # location -> Whereabouts
    keys: dict = field(default_factory=dict)  # (partner, business key) -> Known
    events: dict = field(default_factory=dict)  # (partner, event id) -> Known
    # (partner, warehouse) -> when the last of the events that wait there is due
    backlog: dict = field(default_factory=dict)
    warehouses: dict = field(default_factory=dict)  # id -> (code, tzinfo)

    def flow(self, partner_id, warehouse_id):
        """Return the `Flow` for a warehouse: its own, else that for all others."""
        flows = self.flows.get(partner_id, {})
        return flows.get(warehouse_id) or flows.get(None) or Flow()

    def warehouse(self, warehouse_id):
        code, zone = self.warehouses.get(warehouse_id, (None, UTC))
        return (f"warehouse '{code}'" if code else "stock outside warehouses"), zone

    def learn(self, delivery):
        """Take in what became of an event, for those after it."""
        partner_id, outcome = delivery.sender.id, delivery.answer["outcome"]
        known = Known(delivery.screened.event_id, outcome, delivery.answer["at"])
        self.events[partner_id, known.event_id] = known
        if outcome in HOLDING and not delivery.is_correction:
            self.keys[partner_id, delivery.business_key] = known
        if outcome == "applied":
            self.learn_counts(delivery)

    def queue(self, delivery):
        """Take in that an event waits, for those after it."""
        until = delivery.wait_until
        for warehouse_id in delivery.warehouses:
            place = (delivery.sender.id, warehouse_id)
            self.backlog[place] = max(self.backlog.get(place, until), until)

    def learn_counts(self, delivery):
        """Take in what an event counts; nothing unless it is a count."""
        moment = delivery.happened_at
        for product, location, lot, owner in counted_keys(delivery):
            counts = self.counts.setdefault((product, lot, owner), {})
            counts[location] = max(counts.get(location, moment), moment)

    def last_count(self, touched, key):
        """Return (when, where) of the last count that a figure is in, or None.

        A count covers its location with those inside it; where is "" then. Of goods
        known only by an area nobody knows the bin, so a count of any fitting bin inside
        may contain them; where is that bin's name.

        :param key: one of the keys of `touched`
        """
        product, location, lot, owner = key
        around = self.places[location].path if location in self.places else (location,)
        found = (
            (moment, "" if place in around else self.places[place].name)
            for place, moment in self.counts.get((product, lot, owner), {}).items()
            if place in around or self._is_inside(place, touched, lot)
        )
        # Of two at one moment the one that is sure.
        return max(found, key=lambda count: (count[0], not count[1]), default=None)

    def _is_inside(self, location_id, touched, lot):
        place = self.places.get(location_id)
        if place is None or touched.area_id not in place.path:
            return False
        if place.location_class == touched.location_class:
            return True
        # A lot on hold counts as quarantined where its neighbours are sellable.
        held = (touched.location_class, place.location_class)
        return bool(lot) and held == ("quarantined", "available")


def parts(deliveries, facts):
    """Cut a batch where an event's decision depends on what becomes of one before it.

    Its own business key or what it corrects is in the same part, or a count that
    happened no earlier. So a batch ends as its events would one by one.
    """
    part, own = [], RouteFacts(places=facts.places)
    for delivery in deliveries:
        if part and _depends(delivery, own):
            yield part
            part, own = [], RouteFacts(places=facts.places)
        part.append(delivery)
        partner_id, event_id = delivery.sender.id, delivery.screened.event_id
        own.keys[partner_id, delivery.business_key] = event_id
        own.events[partner_id, event_id] = event_id
        own.learn_counts(delivery)
    if part:
        yield part


def _depends(delivery, own):
    partner_id = delivery.sender.id
    if (partner_id, delivery.business_key) in own.keys:
        return True
    if any((partner_id, event_id) in own.events for event_id in delivery.corrects):
        return True
    return any(
        delivery.happened_at <= count[0]
        for each in delivery.touched
        for key in each.keys
        if own.counts and (count := own.last_count(each, key))
    )
