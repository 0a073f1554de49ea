# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a nested decision ends early; never leaves the planning of one event."""


class Refused(Exception):
    """Carries the `Refusal` out of a line's resolution to `plan_event`."""

    def __init__(self, refusal):
        super().__init__(refusal.message)
        self.refusal = refusal
