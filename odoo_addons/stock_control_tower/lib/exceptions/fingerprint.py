# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which events have the same thing wrong with them?

Equal are those that one remedy puts right: the same code, of the same partner, at the
same place in the event, about the same thing, such as the one SKU nobody knows.
"""

import hashlib
import re
from dataclasses import dataclass

REFUSED = "refused"
CONFLICT = "conflict"
UNDECODABLE = "undecodable"
FAILED = "failed"
GAP = "gap"
DEAD = "dead"
CATEGORIES = (REFUSED, CONFLICT, UNDECODABLE, FAILED, GAP, DEAD)

_MAX_THING = 200  # characters: what a person reads in a list
_UNDECODABLE_CODES = ("undecodable", "event_too_large")
# One remedy for all of a partner's, whatever they name.
_ALIKE = (
    "correction_exceeds",
    "correction_unknown",
    "duplicate_business_key",
    "event_too_large",
    "id_conflict",
    "reference_required",
    "time_in_future",
)
# What is wrong shows in the words of the message only.
_BY_MESSAGE = ("apply_failed", "refused_by_odoo", "schema_invalid", "undecodable")
# A unit is wrong for one item, or unknown for all of them.
_UNIT_OF_ITEM = ("pack_unit_unclear", "unit_not_convertible")
_INDEX = re.compile(r"/\d+(?=/|$)")
_QUOTED = re.compile(r"'[^']*'")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Fingerprint:
    """What a group of events has in common. `path` is normalised, `thing` may be ''."""

    category: str
    code: str
    partner_code: str
    path: str
    thing: str
    company_id: int = 0  # of the sender; 0: nobody known. What one sees stays its own.

    @property
    def key(self):
        """32 hexadecimal digits; equal exactly when all parts are."""
        parts = (self.category, self.code, self.partner_code, self.path, self.thing)
        parts = (*parts, str(self.company_id))
        text = "\x1f".join(part.replace("\x1f", " ") for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def fingerprint(code, partner_code, path="", event=None, message="", company_id=0):
    """Return the `Fingerprint` of one refused or conflicting event.

    :param path: JSON pointer of the refusal
    :param event: the event, a dict, or None when it could not be read
    """
    return Fingerprint(
        _category(code),
        code,
        partner_code or "",
        normal_path(path or ""),
        named_thing(event, code, path or "", message or "")[:_MAX_THING],
        company_id,
    )


def gap_fingerprint(partner_code, source):
    """Return the `Fingerprint` of what is missing in one source's numbers."""
    return Fingerprint(GAP, "sequence_gap", partner_code, "/sequence", source)


def dead_fingerprint(reason, exchange, detail):
    """Return the `Fingerprint` of messages that ended in the dead letter queue."""
    thing = f"{exchange}: {_masked(detail)}" if detail else exchange
    return Fingerprint(DEAD, reason, "", "", thing[:_MAX_THING])


def normal_path(path):
    """Return a JSON pointer whose list positions are `*`."""
    return _INDEX.sub("/*", path)


def named_thing(event, code, path, message=""):
    """Return what the refusal is about, as the event names it; '' when nothing is."""
    if code in _ALIKE:
        return ""
    if code in _BY_MESSAGE:
        # After what the catalogue says of every one.
        return _masked(message.partition(": ")[2] or message)
    chain = _chain(event, path)
    key, value = chain[-1]
    place = _place(value)
    item = _nearest_item(chain)
    if key == "bin" and isinstance(value, str):
        return f"{_warehouse(chain, event)}/{value}".lstrip("/")
    if key == "uom" and item and code in _UNIT_OF_ITEM:
        return f"{value} · {item}"
    if key == "lot" and item:
        return f"{item} · {value}"
    if isinstance(value, str) and key not in ("quantity", "countedQuantity"):
        return value
    return place or item


def _category(code):
    if code in _UNDECODABLE_CODES:
        return UNDECODABLE
    if code == "apply_failed":
        return FAILED
    return CONFLICT if code in ("id_conflict", "count_stale") else REFUSED


def _masked(message):
    """Return a message without what differs from one event to the next."""
    return _DIGITS.sub("#", _QUOTED.sub("'…'", message))


def _chain(event, path):
    """Return [(key, value), …] along the pointer, as far as it leads."""
    chain, value = [("", event)], event
    for key in path.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict) and key in value:
            value = value[key]
        else:
            break
        chain.append((key, value))
    return chain


def _nearest_item(chain):
    for _key, value in reversed(chain):
        if isinstance(value, dict):
            item = value.get("item", value)
            if isinstance(item, dict):
                names = [item.get("sku"), item.get("gtin")]
                found = [name for name in names if isinstance(name, str)]
                if found:
                    return " / ".join(found)
    return ""


def _place(value):
    if not isinstance(value, dict):
        return ""
    place = value.get("location", value)
    if not isinstance(place, dict) or not isinstance(place.get("warehouse"), str):
        return ""
    names = (place["warehouse"], place.get("bin"))
    return "/".join(name for name in names if isinstance(name, str))


def _warehouse(chain, event):
    for _key, value in reversed(chain):
        if isinstance(value, dict) and isinstance(value.get("warehouse"), str):
            return value["warehouse"]
    data = event.get("data") if isinstance(event, dict) else None
    return _place(data).split("/")[0] if isinstance(data, dict) else ""
