# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Exact quantities: decimal strings, unit factors, and what Odoo can keep of them."""

from decimal import Decimal
from fractions import Fraction


def parse_quantity(text):
    """Return the `Fraction` of a contract quantity (a plain decimal string)."""
    return Fraction(Decimal(text))


def exact_factor(factor):
    """Return a unit's factor as written: 0.1 is a tenth, not its nearest float."""
    return Fraction(Decimal(repr(float(factor))))


def convert(quantity, from_factor, to_factor):
    """Return `quantity` in the other unit, exactly.

    :param quantity: `Fraction`
    :param from_factor: `uom.uom.factor` of the unit it is in
    :param to_factor: `uom.uom.factor` of the unit it is wanted in
    """
    if from_factor == to_factor:
        return quantity
    return quantity * exact_factor(from_factor) / exact_factor(to_factor)


def to_decimal(quantity, digits):
    """Return `quantity` as a `Decimal` with at most `digits` decimals.

    None when it does not fit, or when a float (what Odoo's ORM computes with)
    would not give the same decimal back.
    """
    scaled = quantity * 10**digits
    if scaled.denominator != 1:
        return None
    value = Decimal(scaled.numerator).scaleb(-digits)
    if Decimal(repr(float(value))) != value:
        return None
    return value
