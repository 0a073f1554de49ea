# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes of a partner's message to a JSON object, or the refusal that says why not.

Stricter than `json.loads`: duplicate keys, NaN, numbers beyond a float and text that
PostgreSQL cannot keep are refused here, so that nothing later has to expect them.
"""

import base64
import binascii
import hashlib
import json
import math
import re
from dataclasses import dataclass

from ..refusals import Refusal, refuse

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
# Kept of a message that is too large: enough to recognise it, not to fill the table.
_EXCERPT = 16 * 1024
# NUL and lone surrogates can only come from these escapes (or from broken input).
_SUSPICIOUS_TEXT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[\x00\ud800-\udfff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """One message as read: `event` is None exactly when `refusal` is set."""

    text: str
    sha256: str
    event: dict | None = None
    refusal: Refusal | None = None


class _Unusable(ValueError):
    pass


def decode_item(item):
    """Return the `Decoded` of one inbox item.

    :param item: dict with `body` (JSON text) or `bytes_base64` and `error`
    """
    if "body" not in item:
        return _decode_undecodable(item)
    raw = item["body"].encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    if len(raw) > MAX_BYTES:
        refusal = refuse("event_too_large", size=len(raw), limit=MAX_BYTES)
        return Decoded(_storable(item["body"][:_EXCERPT]), sha256, refusal=refusal)
    try:
        event = _loads(item["body"])
    except _Unusable as error:
        refusal = refuse("undecodable", reason=error)
        return Decoded(_storable(item["body"]), sha256, refusal=refusal)
    return Decoded(item["body"], sha256, event)


def _decode_undecodable(item):
    text = item.get("bytes_base64") or ""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    reason = _storable(str(item.get("error") or "not UTF-8 JSON text"))[:200]
    refusal = refuse("undecodable", reason=reason.rstrip("."))
    kept = raw[:_EXCERPT].decode("utf-8", "backslashreplace")
    return Decoded(_storable(kept), sha256, refusal=refusal)


def _loads(text):
    try:
        event = json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except _Unusable:
        raise
    except RecursionError:
        raise _Unusable(f"nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise _Unusable(_storable(str(error))[:200]) from None
    if not isinstance(event, dict):
        raise _Unusable("the top level is not an object")
    if _depth_exceeds(event, MAX_DEPTH):
        raise _Unusable(f"nested deeper than {MAX_DEPTH} levels")
    if _SUSPICIOUS_TEXT.search(text) and _has_unstorable_text(event):
        raise _Unusable("text holds a NUL or half of a surrogate pair")
    return event


def _unique_keys(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        seen = set()
        for key, _value in pairs:
            if key in seen:
                raise _Unusable(f"the key '{_storable(key)[:50]}' occurs twice")
            seen.add(key)
    return result


def _no_constant(name):
    raise _Unusable(f"{name} is not a JSON number")


def _finite(text):
    value = float(text)
    if math.isinf(value):
        raise _Unusable(f"the number {text[:30]} is too large")
    return value


def _depth_exceeds(value, levels):
    if isinstance(value, dict):
        children = value.values()
    elif isinstance(value, list):
        children = value
    else:
        return False
    if levels == 0:
        return True
    return any(_depth_exceeds(child, levels - 1) for child in children)


def _has_unstorable_text(value):
    if isinstance(value, str):
        return bool(_UNSTORABLE.search(value))
    if isinstance(value, dict):
        return any(
            _has_unstorable_text(key) or _has_unstorable_text(child)
            for key, child in value.items()
        )
    if isinstance(value, list):
        return any(map(_has_unstorable_text, value))
    return False


def _storable(text):
    """Return `text` with what PostgreSQL cannot keep made visible."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
