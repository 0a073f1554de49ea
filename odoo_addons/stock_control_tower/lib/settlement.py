# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What done move lines do to quants, step by step as Odoo does it, in memory.

Only for keys that have one quant at most: of several, Odoo takes the first that nobody
has locked. Figures are floats, since Odoo's are, and have to come out the same.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Booking:
    """A move line. `source` and `target` are keys of figures, `quantity` is positive
    and in the product's unit. When it `reserves`, it gives back a reservation at its
    source, which with `deferred` has not been made yet."""

    source: tuple
    target: tuple
    quantity: float
    reserves: bool
    deferred: bool


@dataclass
class Figure:
    """A quant, or the one that a key is going to get.

    `ages` is False where Odoo does not mind how old stock is. `first` is what a new
    quant is created with; None when there was one, or nothing happened.
    """

    ages: bool
    quant_id: int | None = None
    quantity: float = 0.0
    reserved: float = 0.0
    in_date: datetime | None = None
    first: dict | None = None

    @property
    def exists(self):
        return bool(self.quant_id or self.first)

    @property
    def available(self):
        return self.quantity - self.reserved


class Settlement:
    """Books lines on figures.

    `born`: keys of new quants in the order that Odoo would make them in; of goods that
    came at the same time, those with the lower id leave first.

    :param figures: dict key -> `Figure`
    :param rounded: function that rounds a float as Odoo stores it
    :param is_positive: function of a float: after rounding
    :param now: naive UTC datetime
    """

    def __init__(self, figures, rounded, is_positive, now):
        self.figures = figures
        self.born = []
        self._rounded = rounded
        self._is_positive = is_positive
        self._now = now

    def book(self, bookings):
        """Book lines in their order; return the keys that fell short, even for a
        moment: there Odoo frees what others have reserved."""
        for booking in bookings:
            if booking.deferred:
                self._reserve(booking.source, booking.quantity)
        short = set()
        for booking in bookings:
            if booking.reserves:
                self._reserve(booking.source, -booking.quantity)
            in_date = self._change(booking.source, -booking.quantity, None)
            if self.figures[booking.source].available < 0:
                short.add(booking.source)
            self._change(booking.target, booking.quantity, in_date)
        return short

    def _reserve(self, key, quantity):
        figure = self.figures[key]
        figure.in_date = self._age(figure, None)
        if figure.exists:
            figure.reserved = self._rounded(max(0, figure.reserved + quantity))
        else:
            self.born.append(key)
            figure.reserved = self._rounded(quantity)
            figure.first = {"reserved_quantity": quantity, "in_date": figure.in_date}

    def _change(self, key, quantity, in_date):
        figure = self.figures[key]
        figure.in_date = in_date = self._age(figure, in_date)
        if not figure.exists:
            self.born.append(key)
            figure.first = {"quantity": quantity, "in_date": in_date}
        figure.quantity = self._rounded(figure.quantity + quantity)
        return in_date

    def _age(self, figure, in_date):
        """The oldest of what is there and what comes counts."""
        dates = [in_date] if in_date else []
        if figure.ages and figure.in_date and self._is_positive(figure.quantity):
            dates.append(figure.in_date)
        return min(dates) if dates else self._now
