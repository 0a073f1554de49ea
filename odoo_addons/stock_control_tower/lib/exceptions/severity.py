# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How bad is an exception? As bad as what it blocks: promises, documents, money."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .fingerprint import DEAD, FAILED, GAP

LOW, MEDIUM, HIGH, CRITICAL = "0", "1", "2", "3"  # in the order of Odoo's priorities

# A shift is four hours: what is promised within it is somebody's work right now.
_THIS_SHIFT = timedelta(hours=4)
_TODAY = timedelta(hours=24)
# Documents: one is an order somebody asks about, five are a pattern, twenty a dock.
_SOME_DOCUMENTS, _MANY_DOCUMENTS = 5, 20
# In the company's currency, at cost: about one pallet, and one truck.
_PALLET, _TRUCK = 1_000, 10_000


@dataclass(frozen=True)
class Impact:
    """What an exception blocks. `value`: quantity x cost of what could be valued."""

    category: str
    open_count: int
    documents: int = 0
    value: float = 0.0
    promise_at: datetime | None = None  # naive UTC, earliest of the documents
    unvalued: int = 0  # lines of unknown items, or without a cost


@dataclass(frozen=True)
class Reason:
    """One finding with the level it asks for; `facts` fill its sentence."""

    code: str
    level: str
    facts: dict


def assess(impact, now):
    """Return (level, [`Reason`, …]), worst first; the level is that of the worst.

    :param now: naive UTC datetime
    """
    reasons = [*_promises(impact, now), *_documents(impact), *_money(impact)]
    reasons += _kind(impact)
    if not impact.open_count:
        reasons = [Reason("settled", LOW, {})]
    elif not reasons:
        reasons = [Reason("blocks_nothing_known", LOW, {})]
    reasons.sort(key=lambda one: one.level, reverse=True)
    return reasons[0].level, reasons


def _promises(impact, now):
    if impact.promise_at is None:
        return
    left, facts = impact.promise_at - now, {"at": impact.promise_at}
    if left < timedelta(0):
        yield Reason("promise_passed", CRITICAL, facts)
    elif left < _THIS_SHIFT:
        yield Reason("promise_this_shift", CRITICAL, facts)
    elif left < _TODAY:
        yield Reason("promise_today", HIGH, facts)


def _documents(impact):
    count = impact.documents
    if count >= _MANY_DOCUMENTS:
        yield Reason("documents", CRITICAL, {"count": count})
    elif count >= _SOME_DOCUMENTS:
        yield Reason("documents", HIGH, {"count": count})
    elif count:
        yield Reason("documents", MEDIUM, {"count": count})


def _money(impact):
    facts = {"value": impact.value}
    if impact.value >= _TRUCK:
        yield Reason("value", CRITICAL, facts)
    elif impact.value >= _PALLET:
        yield Reason("value", HIGH, facts)
    elif impact.value:
        yield Reason("value", MEDIUM, facts)
    if impact.unvalued:
        # Goods are involved whose worth nobody knows: not nothing.
        yield Reason("unvalued", MEDIUM, {"count": impact.unvalued})


def _kind(impact):
    if impact.category == FAILED:
        yield Reason("failed", HIGH, {})
    elif impact.category == GAP:
        yield Reason("missing", HIGH, {"count": impact.open_count})
    elif impact.category == DEAD:
        yield Reason("dead", HIGH, {"count": impact.open_count})
