import random

from odoo.tests.common import BaseCase, tagged

from ..lib.gs1 import (
    GLN,
    GTIN,
    SSCC,
    check_digit,
    gtin14,
    is_number,
    spellings,
    with_right_digit,
)


@tagged("post_install", "-at_install")
class TestGs1(BaseCase):
    def test_published_numbers(self):
        """Numbers that GS1 prints in its own examples, each with its last digit."""
        for number in (
            "96385074",  # GTIN-8
            "614141007349",  # GTIN-12, a UPC
            "4006381333931",  # GTIN-13
            "10614141007346",  # GTIN-14
            "0614141000012",  # GLN
            "106141412345678908",  # SSCC
        ):
            self.assertEqual(check_digit(number[:-1]), number[-1], number)
            self.assertEqual(with_right_digit(number), number)

    def test_every_mistyped_digit_shows(self):
        rng = random.Random(7)
        for length in (*GTIN, *GLN, *SSCC):
            body = "".join(rng.choice("0123456789") for _ in range(length - 1))
            number = body + check_digit(body)
            for at in range(length):
                other = str((int(number[at]) + rng.randint(1, 9)) % 10)
                typed = number[:at] + other + number[at + 1 :]
                self.assertNotEqual(with_right_digit(typed), typed, (number, typed))

    def test_leading_zeros_change_no_check_digit(self):
        for number in ("96385074", "614141007349", "4006381333931"):
            self.assertEqual(with_right_digit(gtin14(number)), gtin14(number))

    def test_what_is_a_number(self):
        self.assertTrue(is_number("614141007349", GTIN))
        for text in (
            "61414100734",
            "6141410073 9",
            "٠٦١٤١٤١٠٠٧٣٤٩",
            "",
            "61414100734X",
        ):
            self.assertFalse(is_number(text, GTIN), text)
            self.assertEqual(gtin14(text), text)
            self.assertEqual(spellings(text), {text})

    def test_spellings_of_one_item(self):
        self.assertEqual(
            spellings("614141007349"),
            {"614141007349", "0614141007349", "00614141007349"},
        )
        self.assertIn("96385074", spellings("00000096385074"))
