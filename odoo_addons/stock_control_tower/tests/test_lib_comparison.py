"""Which of Odoo's movements answers for which reported line."""

from datetime import datetime, timedelta
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..lib.authority.comparison import (
    DIFFERS,
    FAMILIES,
    MATCHED,
    NOT_FOUND,
    Fact,
    compare,
)
from ..lib.inbound.screening import PARTNER_KINDS

_NOON = datetime(2026, 11, 23, 12)
_RECEIPT = ("receipt", "in", 1, 10)


def fact(number, quantity, hours=0.0, about=_RECEIPT):
    return Fact(number, about, Decimal(quantity), _NOON + timedelta(hours=hours))


@tagged("post_install", "-at_install")
class TestLibComparison(BaseCase):
    def test_the_same_quantity_matches(self):
        self.assertEqual(
            compare([fact(1, "5")], [fact(7, "5.0", 3)]), {1: (MATCHED, 7)}
        )

    def test_the_nearest_of_equal_ones(self):
        booked = [fact(7, "5", -5), fact(8, "5", 1), fact(9, "5", 4)]
        self.assertEqual(compare([fact(1, "5")], booked), {1: (MATCHED, 8)})

    def test_one_movement_answers_for_one_line(self):
        reported = [fact(1, "5"), fact(2, "5", 1)]
        self.assertEqual(
            compare(reported, [fact(7, "5", 1)]),
            {1: (NOT_FOUND, None), 2: (MATCHED, 7)},
        )

    def test_equal_quantities_come_before_near_ones(self):
        reported = [fact(1, "5"), fact(2, "6")]
        booked = [fact(7, "6", 0), fact(8, "4", 9)]
        self.assertEqual(compare(reported, booked), {1: (DIFFERS, 8), 2: (MATCHED, 7)})

    def test_beyond_a_day_is_not_found(self):
        for hours, result in ((24, MATCHED), (24.01, NOT_FOUND), (-24.01, NOT_FOUND)):
            with self.subTest(hours=hours):
                found = compare([fact(1, "5")], [fact(7, "5", hours)])
                self.assertEqual(found[1][0], result)

    def test_another_product_warehouse_direction_or_family_is_not_it(self):
        for about in (
            ("return", "in", 1, 10),
            ("receipt", "out", 1, 10),
            ("receipt", "in", 2, 10),
            ("receipt", "in", 1, 20),
        ):
            with self.subTest(about=about):
                found = compare([fact(1, "5")], [fact(7, "5", about=about)])
                self.assertEqual(found, {1: (NOT_FOUND, None)})

    def test_every_kind_that_moves_stock_has_a_family(self):
        kept = {"asn_received", "snapshot_reported"}
        self.assertEqual(set(FAMILIES), set(PARTNER_KINDS) - kept)
