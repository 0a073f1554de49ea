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


@dataclass
class RouteFacts:
    """What the decisions of a batch are made on; `learn` keeps it true meanwhile."""

    flows: dict = field(default_factory=dict)  # partner -> {warehouse or None: Flow}
    authority: dict = field(default_factory=dict)  # company -> [AuthorityRow]
    counts: dict = field(default_factory=dict)  # key of Touched -> naive UTC
    paths: dict = field(default_factory=dict)  # location -> ids, itself and outwards
    keys: dict = field(default_factory=dict)  # (partner, business key) -> Known
    events: dict = field(default_factory=dict)  # (partner, event id) -> Known
    backlog: set = field(default_factory=set)  # ids of flows in which events wait
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
        if outcome == "waiting":
            self.backlog.add(delivery.flow_id)
        if outcome == "applied":
            for key in counted_keys(delivery):
                moment = delivery.happened_at
                self.counts[key] = max(self.counts.get(key, moment), moment)

    def counted_at(self, key):
        """Return when a figure was last counted, or None: a count covers its location
        with those inside it."""
        product, location, lot, owner = key
        moments = (
            self.counts.get((product, place, lot, owner))
            for place in self.paths.get(location, (location,))
        )
        return max(filter(None, moments), default=None)


def parts(deliveries, facts):
    """Cut a batch where an event's decision depends on what becomes of one before it.

    Its own business key or what it corrects is in the same part, or a count that
    happened no earlier. So a batch ends as its events would one by one.
    """
    part, own = [], RouteFacts(paths=facts.paths)
    for delivery in deliveries:
        if part and _depends(delivery, own):
            yield part
            part, own = [], RouteFacts(paths=facts.paths)
        part.append(delivery)
        partner_id, event_id = delivery.sender.id, delivery.screened.event_id
        own.keys[partner_id, delivery.business_key] = event_id
        own.events[partner_id, event_id] = event_id
        for key in counted_keys(delivery):
            moment = delivery.happened_at
            own.counts[key] = max(own.counts.get(key, moment), moment)
    if part:
        yield part


def _depends(delivery, own):
    partner_id = delivery.sender.id
    if (partner_id, delivery.business_key) in own.keys:
        return True
    if any((partner_id, event_id) in own.events for event_id in delivery.corrects):
        return True
    return any(
        delivery.happened_at <= moment
        for each in delivery.touched
        for key in each.keys
        if own.counts and (moment := own.counted_at(key))
    )
