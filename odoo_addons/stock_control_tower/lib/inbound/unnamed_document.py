# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which open transfer does an event mean that names none?

Picked and packed goods belong to a transfer that is there already. Where just one is
open for them, it is that one; anything else would be a guess.
"""

from ..refusals import refuse
from .resolution import Refused

# With more open transfers than that nobody needs to look closer.
MAX_CANDIDATES = 20
_PATH = "/data/references"


def only_document(what, wanted, documents, open_of, product_name):
    """Return the `Document` that alone is open for what an event reports.

    :param what: the word for such a document
    :param wanted: dict product id -> Decimal reported of it
    :param documents: `Document`s of the event's warehouses
    :param open_of: callable(`DocumentMove`) -> Decimal, what is left of it by now
    :param product_name: callable(product id) -> its name, for messages
    :raise Refused: when none or several could be meant, or the only one falls short
    """
    found = [one for one in documents if _open_for(one, wanted, open_of)]
    if not found:
        products = ", ".join(f"'{product_name(id_)}'" for id_ in wanted)
        raise unclear(f"no open {what} has {products}")
    if len(found) > 1:
        raise several(one.name for one in found)
    [document] = found
    opened = _open_for(document, wanted, open_of)
    for product_id, quantity in wanted.items():
        left = opened.get(product_id, 0)
        if left < quantity:
            name = product_name(product_id)
            raise unclear(
                f"{document.name}, the only one, is open for {left:f} of '{name}', "
                f"not for {quantity:f}"
            )
    return document


def several(names):
    """Return the `Refused` of an event that could mean each of these transfers."""
    names = list(names)
    shown = ", ".join(names[:MAX_CANDIDATES])
    more = " and others" if len(names) > MAX_CANDIDATES else ""
    return unclear(f"{shown}{more} could be meant")


def unclear(found):
    """Return the `Refused` that says what was found instead of one document."""
    return Refused(refuse("document_unclear", _PATH, found=found))


def _open_for(document, wanted, open_of):
    """Return dict product id -> what is open of it, of those that an event reports."""
    opened = {}
    for move in document.moves:
        if move.product_id in wanted and open_of(move) > 0:
            opened[move.product_id] = opened.get(move.product_id, 0) + open_of(move)
    return opened
