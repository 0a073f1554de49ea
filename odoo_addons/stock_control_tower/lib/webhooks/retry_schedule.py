"""When a webhook is tried again. Pure.

| attempt failed | waits about | since the first |
|---|---|---|
| 1 | 2 s | 2 s |
| 3 | 8 s | 14 s |
| 6 | 64 s | 2 min |
| 9 | 8 min | 17 min |
| 12 and later | 1 h | 2 h and on |

A trigger is worth little after a day: the receiver's own sweep has found the events
long before, so the delivery then fails and the next event makes a new one.
"""

BASE, FACTOR, LONGEST = 2.0, 2.0, 3600.0  # seconds
GIVE_UP_AFTER = 24 * 3600.0  # seconds since the delivery was made
JITTER = 0.25  # spreads subscribers that failed together


def wait_seconds(failed_attempts, random, retry_after=None):
    """Seconds until the next attempt.

    :param failed_attempts: how many have failed, at least 1
    :param random: a number in [0, 1)
    :param retry_after: seconds that the receiver asked for; obeyed up to LONGEST
    """
    wait = min(LONGEST, BASE * FACTOR ** min(failed_attempts - 1, 30))
    wait *= 1 + JITTER * (2 * random - 1)
    return max(wait, min(retry_after or 0, LONGEST))


def judge(status):
    """What a status code means: 'delivered', 'gone' (never again) or 'retry'."""
    if 200 <= status < 300:
        return "delivered"
    return "gone" if status == 410 else "retry"


def parse_retry_after(value):
    """Seconds of a Retry-After header; None for a date or anything else."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
