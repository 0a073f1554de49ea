# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The closed catalogue of rules by which a good event is kept and moves nothing.

Nobody has to mend anything: the message says which rule, for the partner to read.
"""

from dataclasses import dataclass

_MAX_MESSAGE = 4000  # what an event_outcome may carry
_MAX_PATH = 512

# Code to message, a `str.format` template.
RECORDS = {
    "mode_shadow": "Partner '{partner}' is in shadow mode for {warehouse}: the event "
    "is kept and compared with what Odoo did, not applied.",
    "not_authoritative": "{authority} decides on {state} stock of {warehouse} for "
    "{kind}: the event is kept and compared, not applied.",
    "snapshot_kept": "Snapshots are kept for reconciliation and move nothing.",
    "late_behind_count": "{item} was counted{where} at {counted_at}; this event "
    "happened no later ({time}), so the count {contains} it: it is kept and not "
    "applied.",
    "corrects_recorded": "The event corrects '{event_id}', which was kept and not "
    "applied: there is nothing to take back.",
    "notice_kept": "The notice is kept; nothing in Odoo is waiting for it{detail}.",
}


@dataclass(frozen=True)
class Record:
    """One event kept by one rule; `path` is the JSON pointer to what it is about."""

    code: str
    message: str
    path: str = ""


def keep(code, path="", **facts):
    """Return the `Record` for `code`, its message filled with `facts`.

    :raise KeyError: when the code, or a fact its message names, is missing
    """
    message = RECORDS[code].format(**facts)[:_MAX_MESSAGE]
    return Record(code, message, path[:_MAX_PATH])
