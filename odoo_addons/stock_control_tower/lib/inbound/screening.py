# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Is this message this partner's event, for this database, and whole?

Three steps, so that only new events pay for validation: who sent it and under which
identity (`screen_identity`), then for new ones whether it is one that is applied
(`screen_content`).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..contract_validator import KINDS
from ..refusals import Refusal, refuse
from .identity import body_hash, raw_identity, usable_identity
from .numbers import refuse_misread

# What only Odoo may say of itself.
_ODOO_KINDS = (
    "event_outcome",
    "ledger_self_healed",
    "movement_amended",
    "opening_balance",
    "reservation_changed",
    "unit_redefined",
)
PARTNER_KINDS = tuple(kind for kind in KINDS if kind not in _ODOO_KINDS)
_TYPE = re.compile(r"^org\.stockcontroltower\.([a-z_]{1,64})\.v1$")
_LINE_QUANTITY = re.compile(r"^/data/lines/(\d+)/quantity$")
_SEQUENCE = re.compile(r"^[0-9]{20}$")
_CLOCK_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True)
class Sender:
    """What Odoo knows of a partner."""

    id: int
    code: str
    source: str
    company_id: int
    warehouse_ids: frozenset = frozenset()  # empty: every warehouse
    owner_ids: frozenset = frozenset()  # empty: every owner
    over_policy: str = "accept"  # or refuse
    over_tolerance: float = 0.0  # percent
    unreferenced_policy: str = "create"  # or park
    lot_policy: str = "create"  # or refuse
    negative_policy: str = "allow"  # or refuse


@dataclass(frozen=True)
class Screened:
    """Identity of a message and, when that already fails, the reason."""

    source: str
    event_id: str
    body_hash: str
    refusal: Refusal | None = None


def screen_identity(decoded, partner_code, sender, environment):
    """Return the `Screened` identity of a decoded message.

    A message that is not this partner's to send, or not for this database, must not
    use up the identity it claims: it is known by its bytes only.

    :param sender: `Sender` of `partner_code`, or None
    """
    refusal = decoded.refusal or _refuse_sender(
        decoded.event, partner_code, sender, environment
    )
    if refusal:
        return Screened(*raw_identity(decoded.sha256), decoded.sha256, refusal)
    identity = usable_identity(decoded.event)
    if identity is None:
        refusal = refuse(
            "schema_invalid", path="", reason="it has no usable source and id"
        )
        return Screened(*raw_identity(decoded.sha256), decoded.sha256, refusal)
    return Screened(*identity, body_hash(decoded.event))


def _refuse_sender(event, partner_code, sender, environment):
    if sender is None:
        return refuse("unknown_partner", partner=partner_code)
    source = event.get("source")
    if isinstance(source, str) and source and source != sender.source:
        return refuse(
            "foreign_source",
            path="/source",
            partner=sender.code,
            expected=sender.source,
            source=source[:200],
        )
    claimed = event.get("environment")
    if isinstance(claimed, str) and claimed != environment:
        return refuse(
            "environment_mismatch",
            path="/environment",
            environment=claimed[:32],
            expected=environment,
        )
    return None


def screen_content(event, validate, now):
    """Return why a new event cannot be applied as it is, or None.

    :param validate: callable(event) -> list of violations (path, rule, message)
    :param now: naive UTC datetime
    """
    kind = event_kind(event)
    if kind not in PARTNER_KINDS and isinstance(event.get("type"), str):
        return refuse(
            "kind_not_supported",
            path="/type",
            kind=kind or event["type"][:100],
            supported=", ".join(PARTNER_KINDS),
        )
    for violation in validate(event):
        return _refuse_violation(event, violation)
    repeated = _repeated_line(event["data"]["lines"])
    if repeated is not None:
        return refuse(
            "schema_invalid",
            path=f"/data/lines/{repeated}/lineId",
            reason="two lines have the same lineId",
        )
    if event_time(event) > now + _CLOCK_TOLERANCE:
        return refuse(
            "time_in_future", path="/time", time=event["time"], now=f"{now:%FT%TZ}"
        )
    return refuse_misread(event["data"])


def _repeated_line(lines):
    """Return the index of the first line whose id an earlier line has, or None."""
    seen = set()
    for index, line in enumerate(lines):
        if line["lineId"] in seen:
            return index
        seen.add(line["lineId"])
    return None


def _refuse_violation(event, violation):
    quantity = _LINE_QUANTITY.match(violation.path)
    if quantity:
        value = event["data"]["lines"][int(quantity[1])].get("quantity")
        if value is not None:
            return refuse(
                "quantity_invalid",
                path=violation.path,
                quantity=str(value)[:40],
                reason="it is not a plain, unsigned decimal string",
            )
    where = f" at {violation.path}" if violation.path else ""
    return refuse(
        "schema_invalid",
        path=violation.path,
        reason=f"{violation.message.rstrip('.')}{where}",
    )


def event_kind(event):
    """Return the kind named by the event's type, or None."""
    match = _TYPE.match(event["type"]) if isinstance(event.get("type"), str) else None
    return match and match[1]


def event_time(event, attribute="time"):
    """Return a time attribute as a naive UTC datetime, or None when unusable."""
    text = event.get(attribute)
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    try:
        return moment.replace(tzinfo=None) - moment.utcoffset()
    except OverflowError:
        return None


def source_sequence(event):
    """Return the event's number within its source, or None.

    20 digits may be more than a database keeps; nobody counts that far.
    """
    text = event.get("sequence")
    if not isinstance(text, str) or not _SEQUENCE.match(text):
        return None
    number = int(text)
    return number if number < 2**63 else None
