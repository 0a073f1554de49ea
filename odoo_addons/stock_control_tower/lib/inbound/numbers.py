# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers with a check digit, in an event: was one of them mistyped or misread?"""

from ..gs1 import with_right_digit
from ..refusals import refuse


def refuse_misread(data):
    """Return the refusal of the first number whose last digit is wrong, or None.

    :param data: the payload of a valid event
    """
    gln = data.get("location", {}).get("gln")
    if gln and gln != with_right_digit(gln):
        return _refuse("gln_check_digit", "/data/location/gln", gln)
    for index, line in enumerate(data["lines"]):
        gtin = line["item"].get("gtin")
        if gtin and gtin != with_right_digit(gtin):
            path = f"/data/lines/{index}/item/gtin"
            return _refuse("gtin_check_digit", path, gtin)
    return None


def _refuse(code, path, number):
    return refuse(code, path, number=number, right=with_right_digit(number))
