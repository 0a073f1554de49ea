# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which of Odoo's transfers does an event speak of?

An event names documents under `references`. What names a transfer itself counts before
a shipping notice, and that before an order, which may have several transfers.
"""

from dataclasses import dataclass
from decimal import Decimal

from ..refusals import refuse
from .resolution import Refused

# Kinds of reference that Odoo should know, those that say most first.
TRANSFER_TYPES = ("picking", "transfer")
NOTICE_TYPES = ("asn",)
ORDER_TYPES = (*("po", "purchase_order", "so", "sale_order", "order", "origin", "rma"),)
_RANKS = (TRANSFER_TYPES, NOTICE_TYPES, ORDER_TYPES)
KNOWN_TYPES = frozenset(TRANSFER_TYPES + NOTICE_TYPES + ORDER_TYPES)
_ENDED = ("done", "cancel")


@dataclass(frozen=True)
class DocumentMove:
    """A move of a transfer. Quantities are in the product's own unit.

    `open`: what an event may still report on it: to be done, or done and not taken
    back. `line`: the number of the order's line. `lots`: names it expects or reserves.
    """

    id: int
    document_id: int
    product_id: int
    open: Decimal
    demand: Decimal
    line: str = ""
    asn: str | None = None
    lots: frozenset = frozenset()


@dataclass(frozen=True)
class Document:
    """A transfer. `names`: its own and those of the transfers that it goes on with."""

    id: int
    name: str
    state: str
    operation: str
    warehouse_id: int
    names: frozenset
    orders: frozenset = frozenset()
    asns: frozenset = frozenset()
    moves: tuple = ()

    def goes_by(self, reference):
        kind, name = reference["type"], reference["id"]
        if kind in TRANSFER_TYPES:
            return name in self.names
        if kind in NOTICE_TYPES:
            return name in self.asns
        return name in self.orders or name == self.name


@dataclass(frozen=True)
class Wanted:
    """What a kind of event acts on.

    `groups` of operations: the first group that has any transfer of that name decides,
    with one transfer for each of its operations. `is_done`: it acts on what was done,
    then on all of them. `announces`: it only prepares what is to come.
    """

    what: str
    groups: tuple
    is_done: bool = False
    announces: bool = False


@dataclass(frozen=True)
class Question:
    """What one event asks for. `warehouses`: dict id -> code of those it is about."""

    references: tuple
    warehouses: dict
    products: frozenset
    parks: bool  # an event without a document is refused


def known_references(references):
    """Return ((JSON pointer, reference), …) of those that Odoo should know."""
    return tuple(
        (f"/data/references/{index}", reference)
        for index, reference in enumerate(references)
        if reference["type"] in KNOWN_TYPES
    )


def choose_documents(question, wanted, documents, open_of, codes):
    """Return the `Document`s that an event acts on; [] when it shall get its own.

    :param documents: candidates, oldest first
    :param open_of: callable(`DocumentMove`) -> Decimal, what is left of it by now
    :param codes: dict warehouse id -> code, for messages
    :raise Refused: when the one it names cannot be acted on, or policy wants one
    """
    known = known_references(question.references)
    if not known:
        if question.parks:
            raise Refused(
                refuse("reference_required", "/data/references", what=wanted.what)
            )
        return []
    failure = None
    for types in _RANKS:
        found = []
        for path, reference in known:
            if reference["type"] not in types:
                continue
            matching = [one for one in documents if one.goes_by(reference)]
            search = _Search(question, wanted, reference, path, open_of, codes)
            try:
                found += search.among(matching)
            except Refused as refused:
                failure = failure or refused
        if found:
            return _in_order(found, wanted)
    if failure:
        raise failure
    if question.parks:
        names = ", ".join(f"{one['type']} '{one['id']}'" for _path, one in known)
        path = known[0][0]
        raise Refused(
            refuse("document_not_found", path, what=wanted.what, references=names)
        )
    return []


def _in_order(documents, wanted):
    """Return each document once, those of the group's first operation first."""
    ranks = {name: rank for group in wanted.groups for rank, name in enumerate(group)}
    once = {one.id: one for one in documents}.values()
    return sorted(once, key=lambda one: ranks[one.operation])


@dataclass(frozen=True)
class _Search:
    """One reference, looked up."""

    question: Question
    wanted: Wanted
    reference: dict
    path: str
    open_of: object
    codes: dict

    def among(self, documents):
        """Return one document per operation of the first group that has any."""
        for group in self.wanted.groups:
            fitting = [one for one in documents if one.operation in group]
            if fitting:
                usable = self._usable(fitting)
                if self.wanted.is_done:
                    return usable
                return [
                    self._one([one for one in usable if one.operation == operation])
                    for operation in group
                    if any(one.operation == operation for one in usable)
                ]
        return []

    def _usable(self, documents):
        here = [
            one for one in documents if one.warehouse_id in self.question.warehouses
        ]
        if not here:
            raise self._refused(
                "document_wrong_warehouse",
                document=documents[0].name,
                actual=self.codes.get(documents[0].warehouse_id, "another"),
                warehouse=", ".join(sorted(self.question.warehouses.values())),
            )
        usable = [one for one in here if self._is_usable(one)]
        if not usable:
            raise self._why_not(here)
        return usable

    def _is_usable(self, document):
        if self.wanted.is_done != (document.state == "done"):
            return False
        if document.state == "cancel":
            return False
        return any(self.open_of(move) > 0 for move in document.moves)

    def _why_not(self, documents):
        last = documents[-1]
        alive = [one for one in documents if one.state != "cancel"]
        if not alive:
            return self._refused("document_cancelled", document=last.name)
        if not self.wanted.is_done:
            why = "all of it was reported"
            return self._refused("document_closed", document=alive[-1].name, why=why)
        undone = [one for one in alive if one.state not in _ENDED]
        if undone and len(undone) == len(alive):
            return self._refused("document_open", document=undone[-1].name)
        why = "nothing of it is left to take back"
        done = [one for one in alive if one.state == "done"]
        return self._refused("document_closed", document=done[-1].name, why=why)

    def _one(self, documents):
        """Narrow several usable documents of one operation down to one."""
        name, products = self.reference["id"], self.question.products
        for is_better in (
            lambda one: one.name == name,
            lambda one: products <= self._open_products(one),
            lambda one: products & self._open_products(one),
        ):
            better = [one for one in documents if is_better(one)]
            documents = better or documents
            if len(documents) == 1:
                return documents[0]
        raise self._refused(
            "document_ambiguous",
            reference=name,
            documents=", ".join(one.name for one in documents),
        )

    def _open_products(self, document):
        return {move.product_id for move in document.moves if self.open_of(move) > 0}

    def _refused(self, code, **facts):
        return Refused(refuse(code, self.path, **facts))
