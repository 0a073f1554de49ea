# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers of GS1: items (GTIN), places (GLN), containers (SSCC), and their check digit.

The last digit of each is computed from the others, so that a mistyped or misread
number is told apart from an unknown one.
"""

# Digits that a number of each sort may have.
GTIN = (8, 12, 13, 14)  # 12 is a UPC
GLN = (13,)
SSCC = (18,)


def gtin14(code):
    """Return `code` padded to 14 digits, or unchanged when it is no GTIN.

    GTIN-8, -12, -13 and -14 name the same item when they differ in leading zeros.
    """
    return code.rjust(14, "0") if is_number(code, GTIN) else code


def spellings(code):
    """Return every way a barcode field may hold the item of `code`."""
    if not is_number(code, GTIN):
        return {code}
    digits = gtin14(code).lstrip("0")
    return {digits.rjust(n, "0") for n in GTIN if len(digits) <= n} | {code}


def is_number(code, lengths):
    """Return whether `code` has the digits of such a number, the last one aside."""
    return code.isascii() and code.isdigit() and len(code) in lengths


def check_digit(body):
    """Return the check digit for a number's digits without its last one."""
    weights = (3 if i % 2 == 0 else 1 for i in range(len(body)))
    total = sum(int(d) * w for d, w in zip(reversed(body), weights, strict=False))
    return str(-total % 10)


def with_right_digit(code):
    """Return `code` ending in the check digit that its other digits ask for."""
    return code[:-1] + check_digit(code[:-1])
