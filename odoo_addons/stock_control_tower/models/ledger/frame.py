"""What happens to quants while a movement is done, measured and not assumed.

A frame is opened round each piece of code that changes stock for a known reason;
the quant hooks add their before/after differences to the innermost one. A change
outside any frame has no known reason: it becomes a `ledger_self_healed` event.
"""

from collections import defaultdict
from contextlib import contextmanager

_KEY = "stock_control_tower.frames"


class Frame:
    """Differences by quant id, and by key for quants that are gone or moved."""

    __slots__ = ("by_key", "by_quant", "line_ids")

    def __init__(self):
        self.by_quant = {}
        self.by_key = defaultdict(float)
        self.line_ids = []

    def add(self, quant_id, delta):
        by_quant = self.by_quant
        by_quant[quant_id] = by_quant.get(quant_id, 0.0) + delta

    def rekey(self, quant_id, key):
        """Keep under `key` what is known of a quant about to lose its id or key."""
        if delta := self.by_quant.pop(quant_id, 0.0):
            self.by_key[key] += delta

    def __bool__(self):
        return bool(self.by_quant or self.by_key)


def current(cr):
    """The innermost open frame of this cursor, or None."""
    frames = cr.cache.get(_KEY)
    return frames[-1] if frames else None


@contextmanager
def opened(cr):
    """Open a frame for the code in the block."""
    frames = cr.cache.setdefault(_KEY, [])
    frame = Frame()
    frames.append(frame)
    try:
        yield frame
    finally:
        frames.remove(frame)
