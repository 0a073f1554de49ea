# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What becomes of an exception's state when its figures change."""

NEW = "new"
ACKNOWLEDGED = "acknowledged"
IN_PROGRESS = "in_progress"
WAITING = "waiting"
SNOOZED = "snoozed"
RESOLVED = "resolved"
REGRESSED = "regressed"

# Snoozed until worse: twice as much of it, and by more than a handful, so that the
# second event of a trifle wakes nobody.
_WORSE_FACTOR, _WORSE_BY = 2, 5


def next_state(state, open_count, severity, snoozed_count=0, snoozed_severity="0"):
    """Return (state, why it changed or None).

    :param open_count: events that are still open
    :param snoozed_count: how many were open when it was snoozed
    """
    if state == RESOLVED:
        return (REGRESSED, "came_back") if open_count else (RESOLVED, None)
    if not open_count:
        return RESOLVED, "nothing_open"
    if state == SNOOZED and is_worse(
        open_count, severity, snoozed_count, snoozed_severity
    ):
        return NEW, "got_worse"
    return state, None


def is_worse(open_count, severity, snoozed_count, snoozed_severity):
    """Tell whether it is worth more attention than when somebody put it off."""
    if severity > snoozed_severity:
        return True
    more = open_count - snoozed_count
    return more >= _WORSE_BY and open_count >= _WORSE_FACTOR * snoozed_count
