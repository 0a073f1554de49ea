# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Available to promise: how much, from which day, and how late deliveries hurt.

Balance(day) = sellable on hand + counted receipts until then - demand until then
- safety stock. Sellable on hand includes what is reserved: the demand already holds
it. Now: receipts count for nothing, every demand up to the horizon does. By date:
the lowest balance from that day to the horizon, so that a promise never takes what a
later firm order needs. Neither is ever below zero; what is missing is overcommitted.

Quantities are `Decimal`s in the product's unit, days are `date`s at the warehouse.
"""

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)

# Which backings of a receipt each choice counts; from the strictest to the widest.
COUNTED = {
    "none": frozenset(),
    "in_transit": frozenset({"in_transit"}),
    "asn_backed": frozenset({"in_transit", "asn_backed"}),
    "confirmed": frozenset({"in_transit", "asn_backed", "confirmed"}),
}


class Rules(NamedTuple):
    """What a policy says; as it stands, what holds where there is none."""

    horizon_days: int = 30
    safety: Decimal = ZERO
    receipts: str = "confirmed"  # a key of COUNTED


class Flow(NamedTuple):
    """A planned receipt or demand."""

    day: date
    quantity: Decimal  # positive
    document: str = ""
    backing: str = "confirmed"  # of a receipt: what vouches for it, see COUNTED
    origin: str = ""  # the order behind the document
    move_id: int = 0


class Position(NamedTuple):
    """One product in one warehouse, as it stands on `today`."""

    today: date
    sellable: Decimal = ZERO
    receipts: tuple = ()
    demands: tuple = ()
    rules: Rules = Rules()

    @property
    def last(self):
        """The last day that counts."""
        return self.today + timedelta(days=self.rules.horizon_days)


class Projection:
    """The balance of a position from today to its horizon, and what follows from it.

    now: what can be promised without any receipt
    days, balances: the running balance after each day on which it changes (today
        is always the first)
    """

    __slots__ = ("_floors", "balances", "days", "last", "now", "safety")

    def __init__(self, position):
        today, sellable, receipts, demands, rules = position
        last = position.last
        change = defaultdict(Decimal)
        change[today] = sellable - rules.safety
        demanded = ZERO
        for flow in demands:
            if flow.day <= last:
                change[max(flow.day, today)] -= flow.quantity
                demanded += flow.quantity
        for flow in receipts:
            if _not_counted(flow, today, last, rules) is None:
                change[flow.day] += flow.quantity
        self.now = max(ZERO, sellable - demanded - rules.safety)
        self.safety = rules.safety
        self.last = last
        self.days = sorted(change)
        self.balances = []
        balance = ZERO
        for day in self.days:
            balance += change[day]
            self.balances.append(balance)
        self._floors = self.balances.copy()
        for index in range(len(self._floors) - 2, -1, -1):
            self._floors[index] = min(self._floors[index], self._floors[index + 1])

    @property
    def lowest(self):
        """The lowest balance until the horizon; below zero, something is missing."""
        return self._floors[0]

    @property
    def overcommitted(self):
        """What firm demand lacks at the worst moment.

        Safety stock is no part of this: firm demand may take it.
        """
        return max(ZERO, -(self.lowest + self.safety))

    @property
    def overcommitted_on(self):
        """The first day on which something lacks, or None."""
        for day, balance in zip(self.days, self.balances, strict=True):
            if balance + self.safety < 0:
                return day
        return None

    def on(self, day):
        """What can be promised for `day`; None beyond the horizon, where nobody looked.

        :raises ValueError: the day is in the past
        """
        if day > self.last:
            return None
        return max(ZERO, self._floors[self._index(day)])

    def binding_day(self, day):
        """The first day from `day` on which the balance is as low as it gets."""
        index = self._index(day)
        low = self._floors[index]
        while self.balances[index] != low:
            index += 1
        return max(day, self.days[index])

    def _index(self, day):
        """Of the change that holds on `day`."""
        if day < self.days[0]:
            raise ValueError(
                f"{day} is past: stock is promised from {self.days[0]} (today at the "
                f"warehouse) to {self.last}. Ask for one of those days."
            )
        return bisect_right(self.days, day) - 1


def counted(position):
    """The demands and the receipts that the balance at the horizon is made of.

    :return: (demands, receipts), two lists of `Flow`
    """
    today, _sellable, receipts, demands, rules = position
    last = position.last
    return (
        [flow for flow in demands if flow.day <= last],
        [flow for flow in receipts if not _not_counted(flow, today, last, rules)],
    )


def finding(projection):
    """The worst that is to say of a projection, in one word.

    overcommitted: firm demand lacks something; safety: the safety stock is not there;
    nothing: there is nothing to promise now; good: there is
    """
    if projection.overcommitted:
        return "overcommitted"
    if projection.lowest < 0:
        return "safety"
    return "good" if projection.now else "nothing"


class Bucket(NamedTuple):
    """One line of the discrete report: a supply and the demand until the next one."""

    day: date
    supply: Decimal
    demand: Decimal
    promise: Decimal  # may be negative: the report hides nothing


def discrete(position):
    """The discrete ATP: a bucket from today and from each day of a counted receipt.

    The first holds the sellable stock less the safety stock. The promises add up to
    the balance at the horizon. A report only: a later negative bucket takes from
    nobody here, while the published figures look ahead.
    """
    today, sellable, receipts, demands, rules = position
    supplies = defaultdict(Decimal)
    supplies[today] = sellable - rules.safety
    for flow in receipts:
        if _not_counted(flow, today, position.last, rules) is None:
            supplies[flow.day] += flow.quantity
    days = sorted(supplies)
    wanted = [ZERO] * len(days)
    for flow in demands:
        if flow.day <= position.last:
            wanted[bisect_right(days, max(flow.day, today)) - 1] += flow.quantity
    return [
        Bucket(day, supplies[day], demand, supplies[day] - demand)
        for day, demand in zip(days, wanted, strict=True)
    ]


class Term(NamedTuple):
    """One part of a figure: sellable, receipt, demand, safety or floor."""

    label: str
    quantity: Decimal  # signed
    flow: Flow | None = None


class Explanation(NamedTuple):
    """A figure, the terms that add up to it, and what was left out and why.

    binding_day: the day whose balance decides (the horizon for the figure of now)
    left_out: (receipt or demand, reason) pairs; a reason is now, policy, overdue or
        beyond_horizon
    """

    figure: Decimal | None
    binding_day: date | None
    terms: tuple
    left_out: tuple


def explain(position, day=None):
    """Explain the figure of now, or that of `day`, term by term.

    Beyond the horizon the figure is None and there are no terms.

    :raises ValueError: the day is in the past
    """
    today, sellable, receipts, demands, rules = position
    projection = Projection(position)
    last = position.last
    if day is None:
        figure, until = projection.now, last
    elif (figure := projection.on(day)) is None:
        return Explanation(None, None, (), ())
    else:
        until = projection.binding_day(day)
    terms = [Term("sellable", sellable)]
    left_out = []
    for flow in sorted(receipts):
        reason = _not_counted(flow, today, last, rules)
        if reason or day is None:
            left_out.append((flow, reason or "now"))
        elif flow.day <= until:
            terms.append(Term("receipt", flow.quantity, flow))
    for flow in sorted(demands):
        if flow.day > last:
            left_out.append((flow, "beyond_horizon"))
        elif flow.day <= until:
            terms.append(Term("demand", -flow.quantity, flow))
    if rules.safety:
        terms.append(Term("safety", -rules.safety))
    if missing := figure - sum(term.quantity for term in terms):
        terms.append(Term("floor", missing))
    return Explanation(figure, until, tuple(terms), tuple(left_out))


def _not_counted(receipt, today, last, rules):
    """Why a receipt does not count, or None.

    An overdue one is late by an unknown time: nobody can promise on it.
    """
    if receipt.backing not in COUNTED[rules.receipts]:
        return "policy"
    if receipt.day < today:
        return "overdue"
    if receipt.day > last:
        return "beyond_horizon"
    return None


def most_specific(rules, product_id, warehouse_id):
    """The rules for a product in a warehouse.

    :param rules: dict (product id or None, warehouse id or None) -> `Rules`
    """
    for key in (
        (product_id, warehouse_id),
        (product_id, None),
        (None, warehouse_id),
        (None, None),
    ):
        if key in rules:
            return rules[key]
    return Rules()
