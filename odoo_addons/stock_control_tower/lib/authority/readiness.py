# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""May a flow go live, and what should somebody look at first?"""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

BLOCKING = "blocking"
WARNING = "warning"
GOOD = "good"

# Refusals that a mapping or a record in Odoo would cure.
UNMAPPED_CODES = (
    "ambiguous_item",
    "item_mismatch",
    "location_not_in_warehouse",
    "state_mismatch",
    "state_not_mapped",
    "unit_not_convertible",
    "unknown_item",
    "unknown_location",
    "unknown_lot",
    "unknown_owner",
    "unknown_unit",
    "unknown_warehouse",
)
QUIET = timedelta(days=1)


@dataclass(frozen=True)
class ReadinessFacts:
    """What is known of a flow; counts are of the last seven days.

    `compared`: result -> lines of recorded events. `last_event_age` is a timedelta,
    or None when nothing ever came.
    """

    unclassed: tuple = ()  # names of locations
    refused: dict = field(default_factory=dict)  # code -> events
    compared: dict = field(default_factory=dict)
    authority_rows: int = 0
    last_event_age: timedelta | None = None
    late_arrivals: int = 0
    open_gaps: int = 0


@dataclass(frozen=True)
class Finding:
    """One line of the report: what, how bad, how many, and which."""

    code: str
    level: str
    count: int = 0
    names: tuple = ()


def assess(facts):
    """Return the list of `Finding`s, the blocking ones first."""
    findings = [
        _unclassed(facts),
        *_refused(facts),
        *_compared(facts),
        Finding("authority", GOOD, facts.authority_rows),
        _last_event(facts),
    ]
    if facts.late_arrivals:
        findings.append(Finding("late_arrivals", WARNING, facts.late_arrivals))
    if facts.open_gaps:
        findings.append(Finding("open_gaps", WARNING, facts.open_gaps))
    return sorted(findings, key=lambda one: (BLOCKING, WARNING, GOOD).index(one.level))


def blocking(findings):
    return [one for one in findings if one.level == BLOCKING]


def as_json(findings):
    """Return what the log of a switch keeps."""
    return [{**asdict(one), "names": list(one.names)} for one in findings]


def from_json(items):
    return [Finding(**{**item, "names": tuple(item["names"])}) for item in items or ()]


def _unclassed(facts):
    if not facts.unclassed:
        return Finding("all_classed", GOOD)
    return Finding("unclassed", BLOCKING, len(facts.unclassed), facts.unclassed)


def _refused(facts):
    unmapped = {code: n for code, n in facts.refused.items() if code in UNMAPPED_CODES}
    others = {code: n for code, n in facts.refused.items() if code not in unmapped}
    if not facts.refused:
        yield Finding("none_refused", GOOD)
    for code, group in (("unmapped", unmapped), ("refused", others)):
        if group:
            yield Finding(code, WARNING, sum(group.values()), tuple(sorted(group)))


def _compared(facts):
    if not any(facts.compared.values()):
        yield Finding("never_compared", WARNING)
    for result, level in (
        ("matched", GOOD),
        ("differs", WARNING),
        ("not_found", WARNING),
        ("pending", GOOD),
    ):
        if facts.compared.get(result):
            yield Finding(f"compared_{result}", level, facts.compared[result])


def _last_event(facts):
    age = facts.last_event_age
    if age is None:
        return Finding("no_event", WARNING)
    hours = int(age.total_seconds() // 3600)
    return Finding("last_event", WARNING if age > QUIET else GOOD, hours)
