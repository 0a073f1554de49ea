from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..lib.settlement import Booking, Figure, Settlement

NOW = datetime(2026, 5, 4, 10)
OLD, OLDER = NOW - timedelta(days=1), NOW - timedelta(days=9)
A, B, OUTSIDE = (1, 10, None, None), (1, 11, None, None), (1, 5, None, None)


class TestLibSettlement(BaseCase):
    """What lines do to figures, in memory."""

    def book(self, figures, *bookings):
        settlement = Settlement(
            figures, lambda x: round(x, 2), lambda x: round(x, 2) > 0, NOW
        )
        return settlement.book(bookings)

    def test_goods_keep_their_age(self):
        figures = {
            A: Figure(True, 1, 8.0, 0.0, OLDER),
            B: Figure(True, 2, 1.0, 0.0, OLD),
        }
        self.book(figures, Booking(A, B, 3.0, True, True))
        self.assertEqual((figures[A].quantity, figures[B].quantity), (5.0, 4.0))
        self.assertEqual(figures[B].in_date, OLDER)
        self.assertEqual(figures[A].reserved, 0.0)

    def test_goods_from_outside_are_new(self):
        figures = {OUTSIDE: Figure(False, 1, -8.0, 0.0, OLDER), B: Figure(True)}
        self.book(figures, Booking(OUTSIDE, B, 3.0, False, False))
        self.assertEqual(figures[OUTSIDE].in_date, NOW)
        self.assertEqual(figures[B].in_date, NOW)
        self.assertEqual(figures[B].first, {"quantity": 3.0, "in_date": NOW})

    def test_an_empty_place_is_reserved_before_it_is_negative(self):
        figures = {A: Figure(True), B: Figure(True)}
        short = self.book(figures, Booking(A, B, 3.0, True, True))
        self.assertEqual(short, {A})
        self.assertEqual(figures[A].first["reserved_quantity"], 3.0)
        self.assertEqual((figures[A].quantity, figures[A].reserved), (-3.0, 0.0))

    def test_what_later_lines_take_makes_the_first_one_short(self):
        figures = {A: Figure(True, 1, 8.0, 0.0, OLD), B: Figure(True)}
        one = Booking(A, B, 5.0, True, True)
        self.assertEqual(self.book(figures, one, one), {A})
        self.assertEqual(figures[B].quantity, 10.0)

    def test_a_reservation_of_an_order_is_given_back(self):
        figures = {A: Figure(True, 1, 8.0, 5.0, OLD), OUTSIDE: Figure(False)}
        short = self.book(figures, Booking(A, OUTSIDE, 5.0, True, False))
        self.assertEqual(short, set())
        self.assertEqual((figures[A].quantity, figures[A].reserved), (3.0, 0.0))
        self.assertEqual(figures[OUTSIDE].in_date, OLD)
