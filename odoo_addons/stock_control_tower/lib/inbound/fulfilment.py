# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How do the lines of an event spread over the open moves of a document?

Nothing is lost and nothing invented: the shares of a line add up to the line, lot by
lot, and no move takes more than it is open for before all others of its product are
full.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from ..refusals import refuse
from .planned import PlannedLine
from .resolution import Refused


@dataclass(frozen=True)
class Share:
    """What one line reports on one move; `move_id` None: not on the document.

    `lots`: ((name or None, Decimal), …) in the product's own unit.
    """

    line: PlannedLine
    document_id: int
    move_id: int | None
    lots: tuple

    @property
    def quantity(self):
        return _total(self.lots)


@dataclass(frozen=True)
class Preference:
    """What an event says of where its lines belong: order lines and notices."""

    lines: frozenset = frozenset()
    asns: frozenset = frozenset()


class Openings:
    """What is open on the documents of a run; what one event took is gone."""

    def __init__(self, documents):
        self._left = {
            move.id: move.open for document in documents for move in document.moves
        }
        self._over = defaultdict(Decimal)

    def left(self, move):
        return self._left[move.id]

    def distribute(self, lines, documents, sender, product_name, preference=None):
        """Return the `Share`s of all lines of one event.

        :param documents: in the order in which to fill them
        :param sender: its `over_policy` says what happens to what the documents are
            not open for; one that refuses still lets `over_tolerance` percent pass
        :param product_name: callable(product id) -> its name, for messages
        :raise Refused: then nothing of the event is taken
        """
        attempt = _Attempt(self, documents, sender, product_name, preference)
        shares = [share for line in lines for share in attempt.spread(line)]
        self._left.update(attempt.left)
        self._over.update(attempt.over)
        return shares


class _Attempt:
    """One event's takings, kept only when all its lines find their place."""

    def __init__(self, openings, documents, sender, product_name, preference):
        self.left = dict(openings._left)
        self.over = openings._over.copy()
        self._documents = documents
        self._sender = sender
        self._name = product_name
        self._preference = preference or Preference()

    def spread(self, line):
        """Yield the shares of one line."""
        ranked = self._moves_of(line.product_id)
        if not ranked:
            yield self._extra(line)
            return
        shares, beyond = defaultdict(list), []
        for name, quantity in line.lots:
            for move in _fitting_lot_first(ranked, name):
                take = min(quantity, self.left[move.id])
                if take > 0:
                    self.left[move.id] -= take
                    quantity -= take
                    shares[move.id].append((name, take))
            if quantity:
                beyond.append((name, quantity))
        if beyond:
            taker = _taker_of_more(ranked)
            self._accept_over(line, ranked, taker, _total(beyond))
            shares[taker.id] += beyond
        for _rank, move in ranked:
            if move.id in shares:
                lots = _merged(shares[move.id])
                yield Share(line, move.document_id, move.id, lots)

    def _moves_of(self, product_id):
        """Return (rank, move) of a product's moves: nearest operation, notice, line."""
        asns, lines = self._preference.asns, self._preference.lines
        operations = list(dict.fromkeys(one.operation for one in self._documents))
        ranked = []
        for document in self._documents:
            for move in document.moves:
                if move.product_id == product_id:
                    rank = (
                        operations.index(document.operation),
                        bool(asns) and move.asn not in asns,
                        bool(lines) and move.line not in lines,
                    )
                    ranked.append((rank, move))
        return sorted(ranked, key=lambda pair: pair[0])

    def _extra(self, line):
        if self._sender.over_policy == "refuse":
            raise Refused(
                refuse(
                    "item_not_on_document",
                    f"{line.path}/item",
                    documents=self._document_names(),
                    product=self._name(line.product_id),
                )
            )
        return Share(line, self._documents[0].id, None, _merged(line.lots))

    def _accept_over(self, line, ranked, taker, beyond):
        key = (taker.document_id, line.product_id)
        self.over[key] += beyond
        demand = sum(move.demand for _rank, move in ranked)
        if self._sender.over_policy == "accept":
            return
        limit = demand * Decimal(repr(self._sender.over_tolerance)) / 100
        if self.over[key] > limit:
            raise Refused(
                refuse(
                    "quantity_over",
                    f"{line.path}/quantity",
                    quantity=_plain(line.quantity),
                    product=self._name(line.product_id),
                    documents=self._document_names(),
                    open=_plain(line.quantity - beyond),
                    demand=_plain(demand),
                    limit=_plain(limit),
                )
            )

    def _document_names(self):
        return ", ".join(document.name for document in self._documents)


def _fitting_lot_first(ranked, name):
    """Among moves of one rank those that expect the lot come first, then the oldest."""
    pairs = ranked
    if name is not None:
        pairs = sorted(ranked, key=lambda pair: (pair[0], name not in pair[1].lots))
    return [move for _rank, move in pairs]


def _taker_of_more(ranked):
    """Return the move that takes what none is open for: the last of the best ones.

    Of chained operations that is the first one: the goods have to come from somewhere.
    """
    first = max(rank[0] for rank, _move in ranked)
    best = min(rank for rank, _move in ranked if rank[0] == first)
    return [move for rank, move in ranked if rank == best][-1]


def _total(lots):
    return sum((quantity for _name, quantity in lots), Decimal(0))


def _merged(lots):
    totals = defaultdict(Decimal)
    for name, quantity in lots:
        totals[name] += quantity
    return tuple(totals.items())


def _plain(quantity):
    """A Decimal as people write it: 5, not 5.00 or 5E+0."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
