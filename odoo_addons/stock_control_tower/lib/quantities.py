# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Exact quantities: decimal strings, unit factors, and what Odoo can keep of them."""

from decimal import Decimal
from fractions import Fraction

_FLOAT_DIGITS = 15  # every decimal of so many digits survives a float


def parse_quantity(text):
    """Return the `Fraction` of a contract quantity (a plain decimal string)."""
    return Fraction(Decimal(text))


def exact_factor(relative_factors):
    """Return the product of a unit's factors, each as written.

    Odoo multiplies them as floats: a foot becomes 304.79999999999995 mm.

    :param relative_factors: `relative_factor` of the unit and of its references
    """
    product = Fraction(1)
    for factor in relative_factors:
        product *= Fraction(Decimal(repr(float(factor))))
    return product


def convert(quantity, from_factor, to_factor):
    """Return `quantity` in the other unit, exactly (all are `Fraction`s)."""
    return quantity * from_factor / to_factor


def to_decimal(quantity, digits):
    """Return `quantity` as a `Decimal` with at most `digits` decimals.

    None when it does not fit, or has more digits than a float keeps: Odoo's ORM
    computes with floats.
    """
    scaled = quantity * 10**digits
    if scaled.denominator != 1:
        return None
    if scaled.numerator >= 10**_FLOAT_DIGITS:
        return None
    return Decimal(scaled.numerator).scaleb(-digits)
