# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When may an event take effect, and did it come too late?"""

from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo

REALTIME = "realtime"
MICRO_BATCH = "micro_batch"
SCHEDULED = "scheduled"
ATTEMPTS = 5
_HOUR = 3600  # seconds
_DAY = 24 * _HOUR


@dataclass(frozen=True)
class Timeliness:
    """How fast a flow is. The window is in hours of the warehouse's day, its end
    excluded; an end before the start lies on the next day.

    `latest_hours`: how long after it happened an event is expected; 0 is no limit.
    """

    name: str = REALTIME
    batch_seconds: int = 0
    window_start: float = 0.0
    window_end: float = 0.0
    latest_hours: float = 0.0


def due_at(now, timeliness, zone: tzinfo):
    """Return when an event that is here `now` takes effect (naive UTC), or None: now.

    :param now: naive UTC datetime
    """
    if timeliness.name == MICRO_BATCH and timeliness.batch_seconds > 0:
        return _batch_end(now, timeliness.batch_seconds)
    if timeliness.name == SCHEDULED:
        return _window_start(now, timeliness, zone)
    return None


def is_late(now, occurred_at, timeliness):
    """Tell whether an event came later than its flow expects it."""
    if not timeliness.latest_hours:
        return False
    return now - occurred_at > timedelta(hours=timeliness.latest_hours)


def _batch_end(now, seconds):
    """Batches are cut at the same moments everywhere: multiples since 1970."""
    passed = now.replace(tzinfo=UTC).timestamp() % seconds
    return now + timedelta(seconds=seconds - passed) if passed else None


def _window_start(now, timeliness, zone):
    start = round(timeliness.window_start * _HOUR)
    end = round(timeliness.window_end * _HOUR)
    clock = _clock(now, zone)
    if (clock - start) % _DAY < ((end - start) % _DAY or _DAY):
        return None
    guess = now.replace(microsecond=0) + timedelta(seconds=(start - clock) % _DAY)
    # The clock may be put forward or back in between: look at it again there.
    off = (start - _clock(guess, zone) + _DAY // 2) % _DAY - _DAY // 2
    return guess + timedelta(seconds=off)


def _clock(moment, zone):
    """Seconds since midnight on the wall clock."""
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    return (local.hour * 60 + local.minute) * 60 + local.second


def next_try(now, attempts):
    """Return when an event that failed at its time is tried again.

    1, 2, 4, 8 minutes: a lock or a restart is over by then, and the fifth time it
    is decided.
    """
    return now + timedelta(minutes=2**attempts)
