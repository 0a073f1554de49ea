# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which events can be tried again, and what becomes of one that is edited?"""

import difflib
import json

from ..inbound.decoding import decode_item
from ..inbound.identity import usable_identity

OPEN = ("refused", "conflict")
DISCARDED = "discarded"

# Odoo does not have what it would take; the remedy lies with the partner.
_HOPELESS = {
    "id_conflict": "its id belongs to another event: the partner sends it under a new "
    "id, or it is discarded",
    "event_too_large": "only its beginning was kept: the partner sends it in parts, or "
    "it is discarded",
}


def hopeless(code):
    """Return why an event can never be applied as this row, or None."""
    return _HOPELESS.get(code)


def read_edited(text, source, event_id, is_known, validate):
    """Return the problems of an edited event, as texts; [] when it may be tried.

    :param source: of the row, '' when the message had no identity that could be read
    :param is_known: whether the message had an identity of its own
    :param validate: callable(event) -> violations (path, rule, message)
    """
    decoded = decode_item({"body": text})
    if decoded.refusal:
        return [decoded.refusal.message]
    problems = [
        f"{one.path or 'the event'}: {one.message}" for one in validate(decoded.event)
    ]
    identity = usable_identity(decoded.event)
    if is_known and identity != (source, event_id):
        problems.append(
            f"source and id must stay '{source}' and '{event_id}': under them the "
            "partner gets its answer, and a repeat finds this event"
        )
    return problems


def pretty(text):
    """Return JSON text as a person reads it; other text as it is."""
    try:
        return json.dumps(json.loads(text or ""), indent=2, ensure_ascii=False)
    except ValueError:
        return text or ""


def difference(before, after):
    """Return the lines that differ between two events, as a unified diff."""
    return "\n".join(
        difflib.unified_diff(
            pretty(before).splitlines(),
            pretty(after).splitlines(),
            "as received",
            "edited",
            lineterm="",
            n=2,
        )
    )
