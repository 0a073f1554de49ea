# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When are two messages the same event?

Identity is (source, id). The same identity again is a duplicate when the facts are
equal, and a conflict when they are not; trace and routing attributes never count.
"""

import hashlib
import json

FACTS = ("type", "time", "subject", "data")
_MAX_ID = 200


def canonical_json(value):
    """Return `value` as JSON text with sorted keys and no spaces."""
    return json.dumps(
        value,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )


def body_hash(event):
    """Return the SHA-256 (hex) of the facts of `event`, absent ones as null."""
    facts = {name: event.get(name) for name in FACTS}
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def usable_identity(event):
    """Return (source, id) of `event`, or None when it has no usable identity."""
    source, event_id = event.get("source"), event.get("id")
    for part in (source, event_id):
        if not isinstance(part, str) or not 0 < len(part) <= _MAX_ID:
            return None
    return source, event_id


def raw_identity(raw_sha256):
    """Return (source, id) of a message known only by its bytes.

    An empty source cannot collide with a partner's: the contract forbids it.
    """
    return "", f"sha256:{raw_sha256}"
