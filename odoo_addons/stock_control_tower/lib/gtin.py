# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""GTIN-8, -12, -13 and -14 name the same item when they differ in leading zeros."""

_LENGTHS = (8, 12, 13, 14)


def gtin14(code):
    """Return `code` padded to 14 digits, or unchanged when it is no GTIN."""
    if code.isascii() and code.isdigit() and len(code) in _LENGTHS:
        return code.rjust(14, "0")
    return code


def spellings(code):
    """Return every way a barcode field may hold the item of `code`."""
    padded = gtin14(code)
    if len(padded) != 14 or not padded.isdigit():
        return {code}
    digits = padded.lstrip("0")
    return {digits.rjust(n, "0") for n in _LENGTHS if len(digits) <= n} | {code}


def check_digit(body):
    """Return the check digit for a GTIN's digits without its last one."""
    weights = (3 if i % 2 == 0 else 1 for i in range(len(body)))
    total = sum(int(d) * w for d, w in zip(reversed(body), weights, strict=False))
    return str(-total % 10)
